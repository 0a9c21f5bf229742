import FoundationEssentials

/// Text in a mail header, by RFC 2047: what is not plain ASCII goes into encoded words.
enum HeaderText {
    /// The text fit for a header field; long text is folded.
    ///
    /// Control characters become spaces, so no text can begin another header.
    static func encoded(_ text: String) -> String {
        let line = cleaned(text)
        guard !isPlain(line) else { return line }
        return words(of: line).joined(separator: "\n ")
    }

    /// The text as a person reads it, without control characters.
    static func cleaned(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Plain is ASCII that fits on the line beside the field's name and can't be taken for an encoded word.
    private static func isPlain(_ line: String) -> Bool {
        line.utf8.count <= 60 && line.utf8.allSatisfy { 0x20...0x7E ~= $0 } && !line.contains("=?")
    }

    /// An encoded word has at most 75 characters and holds whole characters only: 45 bytes become 60 in base64.
    private static func words(of line: String) -> [String] {
        var words: [String] = []
        var chunk: [UInt8] = []
        for scalar in line.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if chunk.count + bytes.count > 45 {
                words.append(word(chunk))
                chunk = []
            }
            chunk += bytes
        }
        return words + [word(chunk)]
    }

    private static func word(_ bytes: [UInt8]) -> String {
        "=?UTF-8?B?\(Data(bytes).base64EncodedString())?="
    }
}

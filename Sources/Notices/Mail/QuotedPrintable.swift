/// Quoted-printable, by RFC 2045 section 6.7: text of any language as ASCII lines of at most 76 characters.
enum QuotedPrintable {
    /// The text encoded; its lines, ended by `\n`, stay lines.
    static func encoded(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line($0) }.joined(separator: "\n")
    }

    private static func line(_ text: Substring) -> String {
        let bytes = Array(text.utf8)
        var result = ""
        var width = 0
        for (index, byte) in bytes.enumerated() {
            let token = token(byte, isFirst: index == 0, isLast: index == bytes.count - 1)
            // Room is kept for the "=" of a soft line break.
            if width + token.utf8.count > 75 {
                result += "=\n"
                width = 0
            }
            result += token
            width += token.utf8.count
        }
        return result
    }

    private static func token(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> String {
        let plain =
            switch byte {
            // Spaces at the end of a line get lost on the way.
            case 0x20, 0x09: !isLast
            // A dot alone ends a message in SMTP, and "From " begins one in a mailbox file.
            case UInt8(ascii: "."), UInt8(ascii: "F"): !isFirst
            case UInt8(ascii: "="): false
            case 0x21...0x7E: true
            default: false
            }
        guard !plain else { return String(Unicode.Scalar(byte)) }
        return String(["=", digit(byte >> 4), digit(byte & 15)])
    }

    private static func digit(_ value: UInt8) -> Character {
        Character(Unicode.Scalar(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10))
    }
}

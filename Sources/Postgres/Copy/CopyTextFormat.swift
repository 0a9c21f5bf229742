/// How `COPY` writes rows as text.
///
/// Source: PostgreSQL 15, "COPY", "File Formats".
public enum CopyTextFormat: Sendable, Hashable {
    /// Fields with tabs between them, backslashes before what would be mistaken, `\N` for NULL.
    case text
    /// Comma-separated values, with a first line of column names or without; nothing at all for NULL.
    case csv(header: Bool = false)

    var sql: String {
        switch self {
        case .text: "(FORMAT text)"
        case .csv(let header): header ? "(FORMAT csv, HEADER true)" : "(FORMAT csv)"
        }
    }

    /// Takes a line apart.
    ///
    /// - Returns: The fields; `nil` for NULL.
    public func fields(of line: String) -> [String?] {
        switch self {
        case .text: Self.textFields(line)
        case .csv: Self.commaSeparatedFields(line)
        }
    }

    /// Puts fields together to a line, without its end.
    public func line(of fields: some Sequence<String?>) -> String {
        switch self {
        case .text: fields.map { $0.map(Self.escaped) ?? "\\N" }.joined(separator: "\t")
        case .csv: fields.map { $0.map(Self.quoted) ?? "" }.joined(separator: ",")
        }
    }

    private static func textFields(_ line: String) -> [String?] {
        line.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { field in
            guard field.contains(UInt8(ascii: "\\")) else { return String(Substring(field)) }
            if field.elementsEqual("\\N".utf8) { return nil }
            var bytes: [UInt8] = []
            var isEscaped = false
            for byte in field {
                if isEscaped {
                    bytes.append(meanings[byte] ?? byte)
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else {
                    bytes.append(byte)
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// What the letter behind a backslash stands for; any other byte stands for itself.
    private static let meanings: [UInt8: UInt8] = [
        UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11, UInt8(ascii: "f"): 12,
        UInt8(ascii: "r"): 13,
    ]

    private static func escaped(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == 9 || $0 == 10 || $0 == 13 || $0 == 92 }) else { return field }
        var bytes: [UInt8] = []
        for byte in field.utf8 {
            switch byte {
            case 9: bytes += "\\t".utf8
            case 10: bytes += "\\n".utf8
            case 13: bytes += "\\r".utf8
            case 92: bytes += "\\\\".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func commaSeparatedFields(_ line: String) -> [String?] {
        var fields: [String?] = []
        var field: [UInt8] = []
        var isQuoted = false
        var hasQuotes = false
        var previousClosed = false
        func value() -> String? { field.isEmpty && !hasQuotes ? nil : String(decoding: field, as: UTF8.self) }
        for byte in line.utf8 {
            if byte == UInt8(ascii: "\"") {
                // Two quotes inside quotes are one.
                if previousClosed { field.append(byte) }
                previousClosed = isQuoted
                isQuoted.toggle()
                hasQuotes = true
                continue
            }
            previousClosed = false
            if byte == UInt8(ascii: ","), !isQuoted {
                fields.append(value())
                field.removeAll(keepingCapacity: true)
                hasQuotes = false
            } else {
                field.append(byte)
            }
        }
        return fields + [value()]
    }

    private static func quoted(_ field: String) -> String {
        // An empty value is quoted too, because nothing at all is NULL.
        let needsQuotes =
            field.isEmpty || field == "\\."
            || field.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
        guard needsQuotes else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}

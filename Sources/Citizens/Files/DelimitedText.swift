import Municipal
import SwiftCSV
import Tenancy

/// From bytes to lines of fields.
enum DelimitedText {
    /// A line of the file with its number.
    struct Line {
        let number: Int
        let fields: [String]
    }

    /// The text of the file without a byte order mark.
    ///
    /// - Throws: `Refusal` naming the first line that is no UTF-8 or holds a NUL byte.
    static func decode(_ bytes: [UInt8], _ name: String) throws(Refusal) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Refusal(.badData, "\(name) is UTF-16, not UTF-8", advice: saveAdvice)
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if let place = body.firstIndex(of: 0) {
            throw Refusal(
                .badData, "\(name), line \(line(of: place, in: bytes)): there is a NUL byte", advice: saveAdvice)
        }
        if let text = String(validating: body, as: UTF8.self) { return text }
        var start = body.startIndex
        var number = 1
        while let end = body[start...].firstIndex(of: 10), String(validating: body[start..<end], as: UTF8.self) != nil {
            start = body.index(after: end)
            number += 1
        }
        throw Refusal(.badData, "\(name), line \(number): this is not UTF-8", advice: saveAdvice)
    }

    /// Splits text that ends with a line end.
    ///
    /// - Throws: `Refusal` naming the line after which quotation marks don't match.
    static func parse(_ text: String, _ separator: Character, _ name: String) throws(Refusal) -> [Line] {
        // A quotation mark that is never closed would swallow the rest of the file without an error.
        guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
            throw Refusal(
                .badData, "\(name): a quotation mark is opened and never closed",
                advice: "Write \"\" for a quotation mark inside a field.")
        }
        var lines: [Line] = []
        var number = 1
        do {
            try CSV<Unread>(string: text, delimiter: separator == ";" ? .semicolon : .comma, loadColumns: false)
                .enumerateAsArray(startAt: 0, rowLimit: nil) { raw in
                    // Spreadsheets leave lines of nothing but separators behind.
                    if !raw.allSatisfy(\.isEmpty) {
                        lines.append(Line(number: number, fields: raw.map(trimmed)))
                    }
                    number += 1 + raw.reduce(0) { $0 + $1.count(where: isLineEnd) }
                }
        } catch {
            throw Refusal(
                .badData, "\(name), line \(number): a quotation mark stands where none can be",
                advice: "Put the whole field in quotation marks, and write \"\" for one inside it.")
        }
        return lines
    }

    /// What SwiftCSV takes for the end of a line.
    static func isLineEnd(_ character: Character) -> Bool {
        character == "\n" || character == "\r\n" || character == "\r"
    }

    private static let saveAdvice = "Save it as \"CSV UTF-8\"; spreadsheets offer that under Save as."

    private static func line(of place: Int, in bytes: [UInt8]) -> Int {
        1 + bytes[..<place].count { $0 == 10 }
    }

    private static func trimmed(_ field: String) -> String {
        let isComposed = field.utf8.allSatisfy { $0 < 0x80 }
        let text = isComposed ? field : TextLine.composed(field)
        guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return text }
        return String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// SwiftCSV parses when it is made; this keeps it from doing so twice.
    private struct Unread: CSVView {
        let rows: [Never] = []
        let columns: Never? = nil

        init(header: [String], text: String, delimiter: CSVDelimiter, loadColumns: Bool, rowLimit: Int?) throws {}

        func serialize(header: [String], delimiter: CSVDelimiter) -> String { "" }
    }
}

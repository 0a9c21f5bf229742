import Declarations
import Municipal
public import Tenancy

/// A CSV file with a header, as spreadsheets and other systems write them.
///
/// UTF-8 with or without a byte order mark, `,` or `;` between fields (the header tells), lines ended by LF or CRLF, columns in any
/// order. What can't be read as a whole is refused as a whole; a line that doesn't fit the header carries its ``Row/problem``.
///
/// ```swift
/// let file = try CommaSeparatedFile(bytes, name: "citizens.csv", required: ["cpr", "name"], optional: ["unit"])
/// for row in file.rows { row["cpr"] … }
/// ```
public struct CommaSeparatedFile: Sendable {
    /// A line of data.
    public struct Row: Sendable {
        /// The line in the file on which it begins, counted from 1.
        public let line: Int
        /// Why its fields don't fit the header; `nil` if they do.
        public let problem: String?
        let fields: [String]
        let places: [String: Int]

        /// A field without spaces around it, in composed form; empty if the file has no such column.
        public subscript(column: String) -> String {
            guard problem == nil, let place = places[column], place < fields.count else { return "" }
            return fields[place]
        }
    }

    /// The columns in the order of the file, by their proper names.
    public let columns: [String]
    /// The lines of data; empty lines are passed over.
    public let rows: [Row]
    private let separator: Character

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - name: What to call it in messages.
    ///   - required: The columns it must have.
    ///   - optional: The columns it may have; no others.
    /// - Throws: `Refusal` (`.badData`) with the line where it can be told.
    public init(_ bytes: [UInt8], name: String, required: [String], optional: [String]) throws(Refusal) {
        var text = try DelimitedText.decode(bytes, name)
        if !text.hasSuffix("\n") { text += "\n" }
        let first = text.drop(while: \.isWhitespace).prefix { !DelimitedText.isLineEnd($0) }
        separator = first.contains(";") ? ";" : ","

        var lines = try DelimitedText.parse(text, separator, name)[...]
        guard let header = lines.popFirst() else {
            throw Refusal(
                .badData, "\(name) is empty",
                advice: "Its first line names the columns: \(required.joined(separator: ","))")
        }
        columns = try Self.columns(header.fields, name, required, optional)
        let places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
        rows = lines.map { line in
            let problem =
                line.fields.count == header.fields.count
                ? nil : "it has \(line.fields.count) fields where the header has \(header.fields.count)"
            return Row(line: line.number, problem: problem, fields: line.fields, places: places)
        }
    }

    /// The header and some of the rows, as they can be read again.
    public func text(of chosen: [Row]) -> String {
        let lines = [columns] + chosen.map(\.fields)
        return lines.map { $0.map(quoted).joined(separator: String(separator)) + "\n" }.joined()
    }

    private func quoted(_ field: String) -> String {
        let special: Set<Character> = [separator, "\"", "\n", "\r", "\r\n"]
        guard field.contains(where: special.contains) else { return field }
        return "\"\(field.replacing("\"", with: "\"\""))\""
    }

    private static func columns(
        _ header: [String], _ name: String, _ required: [String], _ optional: [String]
    ) throws(Refusal) -> [String] {
        let known = required + optional
        var columns: [String] = []
        for written in header {
            let column = written.lowercased()
            guard known.contains(column) else {
                let nearest = closestMatch(to: column, among: known)
                throw Refusal(
                    .badData, "\(name), line 1: there is no column \(Redaction.quoted(written))",
                    advice: nearest.map { "Did you mean \($0)?" } ?? "The columns are \(known.joined(separator: ", "))."
                )
            }
            guard !columns.contains(column) else {
                throw Refusal(.badData, "\(name), line 1: the column \(column) stands twice", advice: "Take one out.")
            }
            columns.append(column)
        }
        let missing = required.filter { !columns.contains($0) }
        guard missing.isEmpty else {
            throw Refusal(
                .badData, "\(name), line 1: the column \(missing.joined(separator: " and ")) is missing",
                advice:
                    "The first line names the columns, separated by , or ; in any order: \(known.joined(separator: ","))"
            )
        }
        return columns
    }
}

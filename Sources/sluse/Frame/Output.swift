import Foundation

/// A value that a command prints: as a line of a table, as a JSON object, as a line of CSV.
///
/// JSON comes from `Encodable`: name the properties as the keys shall be (`waiting`, `totalOre`). The table and the CSV come
/// from ``fields``.
///
/// ```swift
/// struct PoolLine: Printable {
///     let pool: String
///     let capacity: Int
///     static let fields: [Field<PoolLine>] = [
///         Field("pool", "Pool") { $0.pool },
///         Field("capacity", "Places", .right) { "\($0.capacity)" },
///     ]
/// }
/// try global.output.list(lines, whenEmpty: "no pools; configure one with sluse apply")
/// ```
protocol Printable: Encodable {
    /// The columns, from left to right.
    static var fields: [Field<Self>] { get }
}

/// One column of what is printed.
struct Field<Row>: Sendable {
    enum Side: Sendable {
        case left
        case right
    }

    /// The key in CSV, the same as in JSON.
    let key: String
    /// The heading in a table.
    let title: String
    let side: Side
    let text: @Sendable (Row) -> String

    init(_ key: String, _ title: String, _ side: Side = .left, _ text: @escaping @Sendable (Row) -> String) {
        self.key = key
        self.title = title
        self.side = side
        self.text = text
    }
}

extension Field {
    /// The same column of what a larger value holds.
    func over<Outer>(_ inner: @escaping @Sendable (Outer) -> Row) -> Field<Outer> {
        let text = text
        let side: Field<Outer>.Side = side == .right ? .right : .left
        return Field<Outer>(key, title, side) { text(inner($0)) }
    }
}

/// Where commands print. Data goes to standard output, everything else to standard error.
struct Output: Sendable {
    let format: OutputFormat

    /// Prints many values: a table, a JSON array, or CSV with a header.
    ///
    /// - Parameters:
    ///   - rows: What to print.
    ///   - whenEmpty: What to say on standard error when there is nothing, as a table only.
    /// - Throws: an error if standard output can't be written.
    func list<Row: Printable>(_ rows: [Row], whenEmpty: String? = nil) throws {
        switch format {
        case .json:
            try Terminal.write(JSONText.of(rows))
        case .csv:
            try Terminal.write(CommaSeparated.text(rows))
        case .table:
            if rows.isEmpty {
                if let whenEmpty { note(whenEmpty) }
            } else {
                try Terminal.write(TableText.of(rows))
            }
        }
    }

    /// Prints one value: a line for each field, a JSON object, or CSV with one line.
    ///
    /// - Throws: an error if standard output can't be written.
    func item<Row: Printable>(_ row: Row) throws {
        switch format {
        case .json: try Terminal.write(JSONText.of(row))
        case .csv: try Terminal.write(CommaSeparated.text([row]))
        case .table: try Terminal.write(TableText.lines(of: row))
        }
    }

    /// Says what a change did, on standard output. Nothing is printed when JSON or CSV was asked for.
    ///
    /// - Throws: an error if standard output can't be written.
    func say(_ sentence: String) throws {
        guard format == .table else { return }
        try Terminal.write(sentence + "\n")
    }

    /// Says something beside the data, on standard error: a note, an advice.
    func note(_ sentence: String) {
        Terminal.complain("sluse: \(PersonalNumberPattern.masked(sentence))")
    }
}

/// JSON as scripts want it: sorted keys, slashes as they are, one value and a line end.
enum JSONText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}

/// CSV by RFC 4180, with the keys of the JSON as header.
enum CommaSeparated {
    /// The values are those of the JSON, so that a machine reads the same in both; what JSON nests is shown as in the table.
    ///
    /// - Throws: what encoding throws.
    static func text<Row: Printable>(_ rows: [Row]) throws -> String {
        try rows.reduce(line(Row.fields.map(\.key))) { text, row in text + line(try values(of: row)) }
    }

    /// The values of one row, in the order of the columns.
    ///
    /// - Throws: what encoding throws.
    static func values<Row: Printable>(of row: Row) throws -> [String] {
        let cells = try JSONDecoder().decode([String: Cell].self, from: JSONEncoder().encode(row))
        return Row.fields.map { field in (cells[field.key] ?? .plain("")).text ?? field.text(row) }
    }

    /// A value of a JSON object: plain, or nested.
    private enum Cell: Decodable {
        case plain(String)
        case nested

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .plain("")
            } else if let flag = try? value.decode(Bool.self) {
                self = .plain("\(flag)")
            } else if let whole = try? value.decode(Int64.self) {
                self = .plain("\(whole)")
            } else if let number = try? value.decode(Double.self) {
                self = .plain("\(number)")
            } else if let text = try? value.decode(String.self) {
                self = .plain(text)
            } else {
                self = .nested
            }
        }

        /// The value as text, unless it is nested.
        var text: String? {
            if case .plain(let text) = self { text } else { nil }
        }
    }

    private static func line(_ values: [String]) -> String {
        values.map(quoted).joined(separator: ",") + "\n"
    }

    private static func quoted(_ value: String) -> String {
        guard value.utf8.contains(where: { [UInt8(ascii: ","), 34, 10, 13].contains($0) }) else { return value }
        return "\"\(value.replacing("\"", with: "\"\""))\""
    }
}

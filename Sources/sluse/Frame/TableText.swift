import TextTable

/// Tables for people: columns two spaces apart, a rule under the headings, no spaces at the ends of lines.
enum TableText {
    /// A table with a line for each row.
    static func of<Row: Printable>(_ rows: [Row]) -> String {
        let table = TextTable<Row> { row in
            Row.fields.map { field in
                Column(title: field.title, value: shown(field.text(row)), align: field.side == .right ? .right : .left)
            }
        }
        return tidy(table.string(for: rows, style: Ruled.self) ?? "")
    }

    /// One value, a line for each field.
    static func lines<Row: Printable>(of row: Row) -> String {
        let width = Row.fields.map(\.title.count).max() ?? 0
        let text = Row.fields.map { field in
            field.title + String(repeating: " ", count: width - field.title.count + 2) + shown(field.text(row))
        }
        return tidy(text.joined(separator: "\n") + "\n")
    }

    /// Text as it may go to a terminal: whatever would steer the terminal becomes a space.
    private static func shown(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .lineSeparator, .paragraphSeparator: " "
                    default: scalar
                    }
                }))
    }

    private static func tidy(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
            .joined(separator: "\n")
    }

    private enum Ruled: TextTableStyle {
        static func prepare(_ text: String, for column: Column) -> String { Simple.prepare(text, for: column) }
        static func escape(_ table: String) -> String { table }
        static func begin(_ table: inout String, index: Int, columns: [Column]) {}
        static func end(_ table: inout String, index: Int, columns: [Column]) {}
        static func header(_ table: inout String, index: Int, columns: [Column]) {
            table += columns.map { $0.headerString(for: Ruled.self) }.joined(separator: "  ") + "\n"
            table += columns.map { $0.repeated("─") }.joined(separator: "  ") + "\n"
        }
        static func row(_ table: inout String, index: Int, columns: [Column]) {
            table += columns.map { $0.string(for: Ruled.self) }.joined(separator: "  ") + "\n"
        }
    }
}

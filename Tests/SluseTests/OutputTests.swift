import Testing

@testable import sluse

@Suite("Tables, JSON and CSV")
struct OutputTests {
    private struct Line: Printable {
        let name: String
        let totalOre: Int64
        let missing: String?

        static let fields: [Field<Line>] = [
            Field("name", "Name") { $0.name },
            Field("totalOre", "Total", .right) { "\($0.totalOre)" },
        ]
    }

    private let lines = [
        Line(name: "Åse", totalOre: 5, missing: nil),
        Line(name: "Bo, \"Ib\"\n\u{1B}[31m", totalOre: 12_345, missing: nil),
    ]

    @Test("A table has its columns in line, numbers to the right, and nothing that steers a terminal")
    func table() {
        #expect(
            TableText.of(lines).split(separator: "\n", omittingEmptySubsequences: false) == [
                "Name            Total",
                "──────────────  ─────",
                "Åse                 5",
                "Bo, \"Ib\"  [31m  12345",
                "",
            ])
        #expect(!TableText.of(lines).contains("\u{1B}"))
    }

    @Test("One value is a line for each field")
    func item() {
        #expect(TableText.lines(of: lines[0]) == "Name   Åse\nTotal  5\n")
    }

    @Test("CSV has the keys of the JSON and quotes what needs it")
    func csv() throws {
        #expect(try CommaSeparated.text(lines) == "name,totalOre\nÅse,5\n\"Bo, \"\"Ib\"\"\n\u{1B}[31m\",12345\n")
        #expect(try CommaSeparated.text([Line]()) == "name,totalOre\n")
    }

    @Test("JSON has sorted keys and ends with a line end; nothing is an empty list")
    func json() throws {
        let text = try JSONText.of(lines)
        #expect(text.contains("\"totalOre\" : 12345") && text.hasSuffix("]\n"))
        #expect(try JSONText.of([Line]()).filter { !$0.isWhitespace } == "[]")
    }
}

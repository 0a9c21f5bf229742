import Postgres
import PropertyTestSupport
import Testing

@Suite struct CopyTextTests {
    private var random = SeededGenerator()
    /// A table keeps no order of its own, so the rows are numbered as they come in.
    private static let columns: SQL = "n int GENERATED ALWAYS AS IDENTITY, a text, b text, c text"

    private mutating func row() -> [String?] {
        let alphabet = Array("ab ø\t\n\r\\\"',.N\u{8}\u{B}\u{C}\u{1F469}")
        return (0..<3).map { _ in
            guard Int.random(in: 0..<6, using: &random) > 0 else { return nil }
            return String(
                (0..<Int.random(in: 0...8, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "x" })
        }
    }

    @Test("Texts of every kind go in as fields and come out as fields, equal to what a statement reads")
    mutating func fields() async throws {
        let rows = [["\\.", "\\N", ""], ["N", "\"", ","]] + (0..<500).map { _ in row() }
        let seed = random.seed
        try await TestServer.withTable(Self.columns) { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                try await database.transaction { tx in
                    let count = try tx.copyIn(into: "\(fragment: table) (a, b, c)", fields: rows)
                    #expect(count == rows.count, "seed \(seed)")
                    let read = try tx.fetch("SELECT a, b, c FROM \(fragment: table) ORDER BY n") { row in
                        [try row.next(String?.self), try row.next(String?.self), try row.next(String?.self)]
                    }
                    let isRead = read == rows
                    #expect(isRead, "seed \(seed)")
                    for format in [CopyTextFormat.text, .csv()] {
                        let copied = try tx.copyOut(
                            linesOf: "(SELECT a, b, c FROM \(fragment: table) ORDER BY n)", format: format
                        ) { lines in
                            var copied: [[String?]] = []
                            while let fields = try lines.nextFields() { copied.append(fields) }
                            return copied
                        }
                        let isCopied = copied == rows
                        #expect(isCopied, "\(format), seed \(seed)")
                    }
                }
            }
        }
    }

    @Test("Comma-separated lines go in as they came out, with a header or without", arguments: [true, false])
    mutating func commaSeparated(header: Bool) async throws {
        let rows = [["\\.", "", nil], ["a\n\\.\nb", "\n\\.", nil]] + (0..<300).map { _ in row() }
        let seed = random.seed
        let format = CopyTextFormat.csv(header: header)
        try await TestServer.withTable(Self.columns) { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                try await database.transaction { tx in
                    let lines = (header ? ["a,b,c"] : []) + rows.map { format.line(of: $0) }
                    let count = try tx.copyIn(into: "\(fragment: table) (a, b, c)", lines: lines, format: format)
                    #expect(count == rows.count, "seed \(seed)")
                    let back = try tx.copyOut(
                        linesOf: "(SELECT a, b, c FROM \(fragment: table) ORDER BY n)", format: format
                    ) {
                        lines in
                        var back: [String] = []
                        while let line = try lines.next() { back.append(line) }
                        return back
                    }
                    // The server quotes less than is allowed, so what counts is what the lines mean.
                    let isSame = back.dropFirst(header ? 1 : 0).map(format.fields(of:)) == rows
                    #expect(isSame && back.count == lines.count, "seed \(seed)")
                    try tx.execute("TRUNCATE \(fragment: table)")
                    try tx.copyIn(into: "\(fragment: table) (a, b, c)", lines: back, format: format)
                    let read = try tx.fetch("SELECT a, b, c FROM \(fragment: table) ORDER BY n") { row in
                        [try row.next(String?.self), try row.next(String?.self), try row.next(String?.self)]
                    }
                    let isRead = read == rows
                    #expect(isRead, "seed \(seed)")
                }
            }
        }
    }

    @Test("The row that failed is told by its number, whoever found the failure")
    func rowNumbers() async throws {
        try await TestServer.withTable("id int CHECK (id < 100), name text") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let refused = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: table, rows: 1...5000 as ClosedRange<Int32>) { n, row in
                            try row.append(n)
                            try row.append("secret")
                        }
                    }
                }
                #expect(refused?.sqlState == .checkViolation && refused?.row == 100)
                #expect(refused?.description.contains("row 100") == true)
                #expect(refused?.description.contains("secret") == false)
                let unread = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: table, lines: ["1\ta", "2\tb", "x\tc"])
                    }
                }
                #expect(unread?.sqlState == .invalidTextRepresentation && unread?.row == 3)
                let unsendable = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: table, fields: [["1", "a"], ["2", "\0"]])
                    }
                }
                #expect(unsendable?.code == .encoding && unsendable?.row == 2)
                let unencodable = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: table, rows: [1, 2, 3] as [Int32]) { n, row in
                            try row.append(n)
                            try row.append(n == 3 ? "\0" : "a")
                        }
                    }
                }
                #expect(unencodable?.code == .encoding && unencodable?.row == 3)
                let left = try await database.integers("SELECT count(*) FROM \(fragment: table)")
                #expect(left == [0])
            }
        }
    }

    @Test("A line that would end the data in silence is refused", arguments: ["\\.", "1\n\\.\n2"])
    func endMark(line: String) async throws {
        try await TestServer.withTable("name text") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                for format in [CopyTextFormat.text, .csv()] {
                    let error = await postgresError {
                        try await database.transaction { tx in
                            try tx.copyIn(into: table, lines: ["a", line, "b"], format: format)
                        }
                    }
                    #expect(error?.code == .encoding && error?.row == 2)
                }
            }
        }
    }

    @Test("Stopping early after a line leaves the transaction as it was")
    func early() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let rest = try await database.transaction { tx in
                let line = try tx.copyOut(linesOf: "(SELECT g, 'x' FROM generate_series(1, 1000000) g)") {
                    try $0.next()
                }
                #expect(line == "1\tx")
                return try tx.fetch("SELECT 1") { try $0.next(Int.self) }
            }
            #expect(rest == [1])
        }
    }
}

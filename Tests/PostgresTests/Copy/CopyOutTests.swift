import Postgres
import Testing

@Suite struct CopyOutTests {
    private struct Stop: Error {}

    private let series = Statement(
        "series",
        "SELECT g, CASE WHEN g % 3 > 0 THEN repeat('ø', g % 50) END, g::numeric / 7 FROM generate_series(1, 50000) g"
    ) { row in (try row.next(Int.self), try row.next(String?.self), try row.next(PostgresNumeric.self)) }
    private let pid = Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int.self) }

    @Test(
        "Every row comes once, in order and equal to what a plain statement reads, as the transaction's first act or not"
    )
    func all() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            for isFirst in [true, false] {
                try await database.transaction { tx in
                    if !isFirst { try tx.execute("SELECT 1") }
                    var copied: [(Int, String?, PostgresNumeric)] = []
                    let count = try tx.copyOut(series) { rows in
                        while let row = try rows.next() { copied.append(row) }
                        return rows.count
                    }
                    let fetched = try tx.fetch(series)
                    #expect(count == 50_000 && copied.count == 50_000)
                    #expect(zip(copied, fetched).allSatisfy { $0 == $1 })
                }
            }
        }
    }

    @Test("A query without rows gives none, a comment at its end does no harm, and columns can be passed over")
    func small() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            try await database.transaction { tx in
                let none = Statement("none", "SELECT 1 WHERE false -- nothing") { try $0.next(Int.self) }
                let isNothing = try tx.copyOut(none) { rows in try rows.next() == nil && rows.next() == nil }
                let third = Statement("third", "SELECT 1, NULL::text, 3") { row in
                    row.skip(2)
                    return try row.next(Int.self)
                }
                let last = try tx.copyOut(third) { try $0.next() }
                #expect(isNothing && last == 3)
            }
        }
    }

    @Test(
        "Stopping early by returning or throwing leaves transaction and connection as they were",
        arguments: [true, false])
    func early(throwing: Bool) async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let before = try await database.one(pid)
                try await database.transaction { tx in
                    try tx.execute("INSERT INTO \(fragment: table) VALUES (1)")
                    do {
                        let first = try tx.copyOut(series) { rows in
                            let first = try rows.next()?.0
                            if throwing { throw Stop() }
                            return first
                        }
                        #expect(first == 1 && !throwing)
                    } catch is Stop {
                        #expect(throwing)
                    }
                    // Again at once: nothing of the first is left on the way.
                    let second = try tx.copyOut(series) { try $0.next()?.0 }
                    #expect(second == 1)
                    try tx.execute("INSERT INTO \(fragment: table) VALUES (2)")
                }
                let left = try await database.integers("SELECT id FROM \(fragment: table) ORDER BY id")
                let after = try await database.one(pid)
                #expect(left == [1, 2] && after == before)
            }
        }
    }

    @Test("A row that can't be read names statement, column, types and row, and the transaction can go on")
    func undecodable() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            try await database.transaction { tx in
                let late = Statement(
                    "late", "SELECT CASE WHEN g < 900 THEN g END AS wanted FROM generate_series(1, 90000) g"
                ) {
                    try $0.next(Int.self)
                }
                do {
                    try tx.copyOut(late) { rows in while try rows.next() != nil {} }
                    Issue.record("the row was read")
                } catch let error as PostgresError {
                    #expect(error.code == .decoding && error.statement == "late" && error.column == "wanted")
                    #expect(error.row == 900 && error.explanation == "expected Int, found NULL")
                }
                let wrong = Statement("wrong", "SELECT 'x'::text AS wanted") { try $0.next(Int.self) }
                do {
                    try tx.copyOut(wrong) { rows in while try rows.next() != nil {} }
                } catch let error as PostgresError {
                    #expect(error.description.contains("expected int8, found text"))
                }
                try tx.execute("SELECT 1")
            }
        }
    }

    @Test("A query the server refuses, at the start or midway, is its error, and the next transaction works")
    func refused() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            for (sql, state) in [
                ("SELECT * FROM no_such_table", .undefinedTable),
                ("SELECT 1 / (5000 - g) FROM generate_series(1, 9000) g", .divisionByZero),
            ] as [(SQL, SQLState)] {
                let error = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyOut(Statement("refused", sql) { try $0.next(Int.self) }) { rows in
                            while try rows.next() != nil {}
                        }
                    }
                }
                #expect(error?.sqlState == state && error?.statement == "refused")
                let after = try await database.integers("SELECT 1")
                #expect(after == [1])
            }
            let parameter = await postgresError {
                try await database.transaction { tx in
                    try tx.copyOut(Statement("parameter", "SELECT \(1)") { try $0.next(Int.self) }) { try $0.next() }
                }
            }
            #expect(parameter?.code == .encoding)
        }
    }

    @Test("Cancelling the task ends a COPY that would go on")
    func cancelled() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let started = Flag()
            let endless = Statement("endless", "SELECT generate_series(1, 1000000000)") { try $0.next(Int.self) }
            let task = Task {
                await postgresError {
                    try await database.transaction { tx in
                        try tx.copyOut(endless) { rows in
                            while try rows.next() != nil { started.raise() }
                        }
                    }
                }
            }
            try await eventually("the first row") { started.isRaised }
            task.cancel()
            #expect(await task.value?.code == .cancelled)
            let after = try await database.integers("SELECT 1")
            #expect(after == [1])
        }
    }
}

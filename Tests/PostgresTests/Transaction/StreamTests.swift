import Postgres
import Testing

@Suite struct StreamTests {
    private let series = Statement("series", "SELECT g, repeat('x', 100) FROM generate_series(1, 200000) g") { row in
        (try row.next(Int.self), try row.next(String.self))
    }
    private struct Enough: Error {}

    @Test("Every row comes once and in order, and statements run after it in the same transaction")
    func all() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let (count, after) = try await database.transaction { tx in
                var next = 1
                try tx.stream(series) { row in
                    guard row.0 == next else { throw Enough() }
                    next += 1
                }
                return (next - 1, try tx.fetch("SELECT 1") { try $0.next(Int.self) })
            }
            #expect(count == 200_000 && after == [1])
        }
    }

    @Test("Stopping early throws the body's error, and the same connection serves the next transaction")
    func earlyExit() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let pid = Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int32.self) }
            let before = try await database.one(pid)
            await #expect(throws: Enough.self) {
                try await database.transaction { tx in
                    try tx.stream(series) { row in if row.0 == 10 { throw Enough() } }
                }
            }
            #expect(try await database.one(pid) == before)
        }
    }

    @Test("An error in the middle of the rows is the server's, with the statement's name")
    func errorMidway() async throws {
        try await TestServer.withDatabase { database in
            let error = await postgresError {
                try await database.transaction { tx in
                    var seen = 0
                    try tx.stream(
                        Statement("midway", "SELECT 1 / (500 - g) FROM generate_series(1, 1000) g") {
                            try $0.next(Int.self)
                        }
                    ) { _ in seen += 1 }
                }
            }
            #expect(error?.sqlState == .divisionByZero && error?.statement == "midway")
        }
    }

    @Test("A row that can't be read ends the stream with a decoding error, and a savepoint saves the transaction")
    func undecodable() async throws {
        try await TestServer.withDatabase { database in
            let caught = try await database.transaction { tx in
                try tx.execute("SELECT 1")
                do {
                    try tx.savepoint { tx in
                        try tx.stream(
                            Statement("text", "SELECT 'x' FROM generate_series(1, 100000)") { try $0.next(Int.self) }
                        ) { _ in }
                    }
                    return false
                } catch let error as PostgresError where error.code == .decoding {
                    return try tx.fetch("SELECT 1") { try $0.next(Int.self) } == [1]
                }
            }
            #expect(caught)
        }
    }
}

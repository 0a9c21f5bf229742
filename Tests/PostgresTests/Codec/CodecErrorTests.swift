import Postgres
import Testing

@Suite struct CodecErrorTests {
    private func decodingError<T: PostgresDecodable>(_ expression: SQL, as type: T.Type) async throws -> PostgresError?
    {
        try await TestServer.withDatabase(poolSize: 1) { database in
            await postgresError {
                try await database.transaction { tx in
                    try tx.fetch(
                        Statement("probe", "SELECT 1, \(fragment: expression) AS wanted") { row in
                            row.skip()
                            _ = try row.next(T.self)
                        }
                    ).count
                }
            }
        }
    }

    @Test("A column of another type names statement, column, expected and found type")
    func mismatch() async throws {
        let error = try #require(try await decodingError("'x'::text", as: Int.self))
        #expect(error.code == .decoding && error.statement == "probe" && error.column == "wanted")
        #expect(error.description.contains("expected int8, found text"))
    }

    @Test("NULL in a column that is read as a value is an error, not an empty value")
    func null() async throws {
        let error = try #require(try await decodingError("NULL::text", as: String.self))
        #expect(
            error.code == .decoding && error.column == "wanted" && error.explanation == "expected String, found NULL")
    }

    @Test("A larger integer type is not read into a smaller one, whatever its value")
    func narrowing() async throws {
        #expect(try await decodingError("1::int8", as: Int32.self)?.code == .decoding)
        #expect(try await decodingError("1::int4", as: Int16.self)?.code == .decoding)
        #expect(try await decodingError("1::int2", as: Int.self) == nil)
        #expect(try await decodingError("1::int4", as: Int.self) == nil)
    }

    @Test("An unknown case of an enumeration is an error without the value in it")
    func unknownCase() async throws {
        let error = try #require(try await decodingError("'secret'::text", as: Colour.self))
        #expect(error.code == .decoding && !error.description.contains("secret"))
    }

    @Test("Asking for more columns than there are is an error")
    func tooManyColumns() async throws {
        let error = try await TestServer.withDatabase(poolSize: 1) { database in
            await postgresError {
                try await database.transaction { tx in
                    try tx.fetch(
                        Statement("short", "SELECT 1") { row in (try row.next(Int.self), try row.next(Int.self)) }
                    ).count
                }
            }
        }
        #expect(error?.code == .decoding && error?.statement == "short")
    }

    @Test("A decoder's own error is the cause of a decoding error")
    func ownError() async throws {
        struct Own: Error {}
        let error = try await TestServer.withDatabase(poolSize: 1) { database in
            await postgresError {
                try await database.transaction { tx in
                    try tx.fetch(Statement<Int>("own", "SELECT 1") { _ in throw Own() })
                }
            }
        }
        #expect(error?.code == .decoding && error?.underlying is Own && error?.statement == "own")
    }

    @Test("After a row that can't be read, the connection still works")
    func connectionSurvives() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let first = try await database.transaction { tx in
                try tx.one(Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int32.self) })
            }
            _ = await postgresError {
                try await database.transaction { tx in
                    try tx.fetch(Statement("bad", "SELECT 'x'") { try $0.next(Int.self) })
                }
            }
            let second = try await database.transaction { tx in
                try tx.one(Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int32.self) })
            }
            #expect(first == second)
        }
    }

    @Test(
        "Text with a NUL character is refused before anything is sent, in a parameter, an array, an identifier and a script"
    )
    func nul() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            for sql in [
                "SELECT \("a\0b")", "SELECT \(["a", "\0"])", "SELECT \(PostgresJSON("\"\0\""))",
                "SELECT 1 AS \(identifier: "a\0b")",
            ] as [SQL] {
                let error = await postgresError { try await database.transaction { tx in try tx.execute(sql) } }
                #expect(error?.code == .encoding)
            }
            let error = await postgresError {
                try await database.transaction { tx in try tx.runScript(SQLScript("SELECT 1;\0")) }
            }
            #expect(error?.code == .encoding)
        }
    }

    @Test("65,535 parameters are sent and one more is refused before anything is sent")
    func parameterLimit() async throws {
        @Sendable func values(_ count: Int) -> SQL {
            "SELECT count(*) FROM (VALUES " + .joined((0..<count).map { "(\(Int32($0)))" }) + ") AS v(n)"
        }
        try await TestServer.withDatabase(poolSize: 1) { database in
            let count = try await database.transaction { tx in
                try tx.fetch(values(65_535)) { row in try row.next(Int.self) }
            }
            #expect(count == [65_535])
            let error = await postgresError { try await database.transaction { tx in try tx.execute(values(65_536)) } }
            #expect(error?.code == .encoding && error?.sqlState == nil)
        }
    }
}

private enum Colour: String, PostgresCodable {
    case red
}

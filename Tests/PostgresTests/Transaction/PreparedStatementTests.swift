import Postgres
import Testing

@Suite struct PreparedStatementTests {
    private let prepared = Statement("prepared", "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 's%'") {
        try $0.next(Int.self)
    }

    @Test("A statement is prepared once however often it is used, with whatever values")
    func once() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            for n in 0..<5 {
                try await database.transaction { tx in
                    for m in 0..<5 {
                        let echo = try tx.one(Statement("echo", "SELECT \(n * m)") { try $0.next(Int.self) })
                        #expect(echo == n * m)
                    }
                }
            }
            #expect(try await database.one(prepared) == 2)
        }
    }

    @Test("The server never holds more statements than the limit, and an evicted one works again")
    func bounded() async throws {
        try await TestServer.withDatabase(poolSize: 1) {
            $0.connection.preparedStatementLimit = 8
        } _: { database in
            try await database.transaction { tx in
                for round in 0..<2 {
                    for n in 0..<30 {
                        let column = "c\(n)"
                        let statement = Statement("many", "SELECT \(round) AS \(identifier: column)") {
                            try $0.next(Int.self)
                        }
                        let echo = try tx.one(statement)
                        #expect(echo == round)
                    }
                }
            }
            #expect(try await database.one(prepared) == 8)
        }
    }

    @Test("When the settings and the first statement both need room, two statements make it")
    func boundedWithSettings() async throws {
        try await TestServer.withDatabase(poolSize: 1) {
            $0.connection.preparedStatementLimit = 3
        } _: { database in
            for round in 0..<5 {
                let sum = try await database.transaction(settings: [LocalSetting("sluse.tenant", "183")]) { tx in
                    try (0..<5).reduce(0) { sum, n in
                        let column = "c\(n)"
                        let statement = Statement("many", "SELECT \(n) AS \(identifier: column)") {
                            try $0.next(Int.self)
                        }
                        return sum + (try tx.one(statement))
                    }
                }
                #expect(sum == 10, "round \(round)")
            }
            let held = try await database.integers("SELECT count(*) FROM pg_prepared_statements")
            #expect(held == [3])
        }
    }

    @Test(
        "After a change of the table's columns a prepared statement is prepared again: first in its transaction or not")
    func staleAfterDDL() async throws {
        for isFirst in [true, false] {
            try await TestServer.withTable("id int, name text") { table, _ in
                try await TestServer.withDatabase(poolSize: 1) { database in
                    let star = Statement("star", "SELECT * FROM \(fragment: table)") { row in try row.next(Int.self) }
                    let run: @Sendable () async throws -> [Int] = {
                        try await database.transaction { tx in
                            if !isFirst { try tx.execute("SELECT 1") }
                            return try tx.fetch(star)
                        }
                    }
                    #expect(try await run() == [])
                    try await Connection.withConnection(try TestServer.configuration()) { session in
                        try session.execute("ALTER TABLE \(fragment: table) ADD COLUMN extra int")
                        try session.execute("INSERT INTO \(fragment: table) VALUES (7, 'x', 1)")
                    }
                    #expect(try await run() == [7])
                }
            }
        }
    }

    @Test("A statement the server has forgotten is prepared again", arguments: [true, false])
    func forgotten(isFirst: Bool) async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let echo = Statement("echo", "SELECT \(5)") { try $0.next(Int.self) }
            #expect(try await database.one(echo) == 5)
            try await database.transaction { try $0.execute("DEALLOCATE ALL") }
            let again = try await database.transaction { tx in
                if !isFirst { try tx.execute("SELECT 1") }
                return try tx.one(echo)
            }
            #expect(again == 5)
        }
    }

    @Test("Settings the server has forgotten are prepared again, whatever the transaction does first")
    func forgottenSettings() async throws {
        let series = Statement("series", "SELECT g FROM generate_series(1, 3) g") { try $0.next(Int.self) }
        let works: [@Sendable (inout Transaction) throws -> Int] = [
            { tx in try tx.execute("SELECT 1") },
            { tx in try tx.fetch(series).count },
            { tx in
                var count = 0
                try tx.stream(series) { _ in count += 1 }
                return count
            },
            { tx in
                try tx.runScript(SQLScript("SELECT 1"))
                return 1
            },
        ]
        try await TestServer.withDatabase(poolSize: 1) { database in
            for (index, work) in works.enumerated() {
                let settings = [LocalSetting("sluse.tenant", "183")]
                let before = try await database.transaction(settings: settings, work)
                try await database.transaction { try $0.execute("DEALLOCATE ALL") }
                let after = try await database.transaction(settings: settings, work)
                #expect(after == before, "work \(index)")
            }
        }
    }

    @Test("A statement that can't be prepared is an error, and the connection goes on")
    func syntaxError() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let error = await postgresError {
                try await database.transaction { try $0.execute(Command("bad", "SELEC 1")) }
            }
            #expect(error?.sqlState == .syntaxError && error?.position == 1 && error?.statement == "bad")
            let after = try await database.one(prepared)
            #expect(after == 1)
        }
    }
}

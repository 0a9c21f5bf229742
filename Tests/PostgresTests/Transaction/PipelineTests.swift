import Postgres
import Testing

@Suite struct PipelineTests {
    private struct Stop: Error {}

    private func insert(_ id: Int32, into table: SQL) -> Command {
        Command("insert", "INSERT INTO \(fragment: table) VALUES (\(id))")
    }

    @Test("Statements of several kinds give their own results, in order, in one round trip with BEGIN")
    func kinds() async throws {
        let turns = try RoundTrips()
        defer { turns.stop() }
        let numbers = Statement("numbers", "SELECT g FROM generate_series(1, \(3)) g") { try $0.next(Int.self) }
        let word = Statement("word", "SELECT \("ø")") { try $0.next(String.self) }
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) {
                $0.conninfo = "host=\(turns.host)"
            } _: { database in
                try await database.transaction { try $0.execute("SELECT 1") }
                let settings = [LocalSetting("sluse.tenant", "183")]
                let count = try await turns.count {
                    try await database.transaction(settings: settings) { tx in
                        let (many, one, none, same) = try tx.pipeline(numbers, word, insert(7, into: table), numbers)
                        #expect(many.rows == [1, 2, 3] && many.affectedRows == 3 && same.rows == [1, 2, 3])
                        let text = try one.one()
                        #expect(text == "ø" && none.rows.isEmpty && none.affectedRows == 1)
                    }
                }
                #expect(count == 2, "the pipeline and COMMIT")
            }
        }
    }

    @Test("A thousand statements of one kind go in one round trip, and each has its result")
    func many() async throws {
        let turns = try RoundTrips()
        defer { turns.stop() }
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) {
                $0.conninfo = "host=\(turns.host)"
            } _: { database in
                try await database.transaction { tx in
                    try tx.execute("SELECT 1")
                    let inserts = (0..<1000).map { n in
                        Statement("insert", "INSERT INTO \(fragment: table) VALUES (\(Int32(n))) RETURNING id") {
                            try $0.next(Int.self)
                        }
                    }
                    let results = try tx.pipeline(inserts)
                    #expect(results.map(\.affectedRows) == Array(repeating: 1, count: 1000))
                    #expect(results.flatMap(\.rows) == Array(0..<1000))
                    let none = try tx.pipeline([] as [Command])
                    #expect(none.isEmpty)
                }
                let trips = try await turns.count {
                    _ = try await database.transaction { tx in
                        try tx.pipeline((0..<100).map { insert($0, into: table) }).count
                    }
                }
                // Reading may begin before everything is sent, but nothing waits for an answer.
                #expect(trips < 10)
                let count = try await database.integers("SELECT count(*) FROM \(fragment: table)")
                #expect(count == [1100])
            }
        }
    }

    @Test("Large statements and large answers don't wait for each other")
    func noDeadlock() async throws {
        let text = String(repeating: "x", count: 100_000)
        try await TestServer.withDatabase(poolSize: 1) { database in
            let sum = try await database.transaction { tx in
                let echoes = (0..<200).map { n in
                    Statement("echo", "SELECT \(text), \(n)") { row in
                        (try row.next(String.self).utf8.count, try row.next(Int.self))
                    }
                }
                return try tx.pipeline(echoes).flatMap(\.rows).reduce(0) { $0 + $1.0 + $1.1 }
            }
            #expect(sum == 200 * 100_000 + 199 * 100)
        }
    }

    @Test(
        "An error in the middle skips what is behind it, names its statement and its number, and spoils the transaction"
    )
    func errorMidway() async throws {
        try await TestServer.withTable("id int PRIMARY KEY") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let error = await postgresError {
                    try await database.transaction { tx in
                        try tx.pipeline([1, 2, 1, 3].map { insert($0, into: table) })
                    }
                }
                #expect(error?.sqlState == .uniqueViolation && error?.statement == "insert")
                #expect(error?.explanation == "number 3 in a pipeline")
                let swallowed = await postgresError {
                    try await database.transaction { tx in
                        do { try tx.pipeline(insert(1, into: table), insert(1, into: table)) } catch {}
                    }
                }
                #expect(swallowed?.sqlState == .uniqueViolation)
                let left = try await database.integers("SELECT id FROM \(fragment: table)")
                #expect(left == [])
            }
        }
    }

    @Test("A savepoint around a pipeline that fails saves the transaction")
    func savepoint() async throws {
        try await TestServer.withTable("id int PRIMARY KEY") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                try await database.transaction { tx in
                    try tx.execute(insert(1, into: table))
                    do {
                        try tx.savepoint { tx in
                            try tx.pipeline([2, 3, 1].map { insert($0, into: table) })
                        }
                    } catch SQLState.uniqueViolation {}
                    try tx.pipeline([4, 5].map { insert($0, into: table) })
                }
                let left = try await database.integers("SELECT id FROM \(fragment: table) ORDER BY id")
                #expect(left == [1, 4, 5])
            }
        }
    }

    @Test("A statement that can't be sent fails the pipeline and spoils the transaction, wherever it stands")
    func unsendable() async throws {
        try await TestServer.withTable("name text") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                for place in 0..<3 {
                    let names = (0..<3).map { $0 == place ? "b\0" : "a" }
                    let inserts = names.map { Command("name", "INSERT INTO \(fragment: table) VALUES (\($0))") }
                    let error = await postgresError {
                        try await database.transaction { try $0.pipeline(inserts).count }
                    }
                    #expect(error?.code == .encoding && error?.statement == "name" && error?.sqlState == nil)
                    #expect(error?.explanation?.hasSuffix("the text holds a NUL character") == true)
                    // Hidden by the body, it comes out of the commit; the first of all is refused before anything begins.
                    let hidden = await postgresError {
                        try await database.transaction { tx in
                            try tx.execute("SELECT 1")
                            do { try tx.pipeline(inserts) } catch {}
                        }
                    }
                    #expect(hidden?.code == (place == 0 ? nil : .encoding))
                    let left = try await database.transaction { tx in
                        do { try tx.savepoint { try $0.pipeline(inserts).count } } catch {}
                        return try tx.fetch("SELECT name FROM \(fragment: table)") { try $0.next(String.self) }
                    }
                    #expect(left == [])
                }
            }
        }
    }

    @Test("A row that can't be read is told after everything has run, and the transaction can go on")
    func undecodable() async throws {
        let wrong = Statement("wrong", "SELECT 'x'") { try $0.next(Int.self) }
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                try await database.transaction { tx in
                    for attempt in 0..<2 {
                        do {
                            if attempt == 0 {
                                try tx.pipeline(wrong, insert(1, into: table))
                            } else {
                                try tx.pipeline([wrong, wrong])
                            }
                            Issue.record("the row was read")
                        } catch let error as PostgresError {
                            #expect(error.code == .decoding && error.statement == "wrong")
                        }
                    }
                }
                let left = try await database.integers("SELECT id FROM \(fragment: table)")
                #expect(left == [1])
            }
        }
    }

    @Test("More kinds of statements than the connection keeps still run in one pipeline")
    func beyondTheCache() async throws {
        try await TestServer.withDatabase(poolSize: 1) {
            $0.connection.preparedStatementLimit = 4
        } _: { database in
            for round in 0..<3 {
                let sum = try await database.transaction { tx in
                    let statements = (0..<20).map { n in
                        let column = "c\(n % 10)"
                        return Statement("many", "SELECT \(n) AS \(identifier: column)") { try $0.next(Int.self) }
                    }
                    return try tx.pipeline(statements).flatMap(\.rows).reduce(0, +)
                }
                #expect(sum == 190, "round \(round)")
            }
            let held = try await database.integers("SELECT count(*) FROM pg_prepared_statements")
            #expect(held == [4])
        }
    }

    @Test("After a pipeline failed in the middle of its preparations, every statement can be prepared again")
    func abortedPreparations() async throws {
        let good = (0..<6).map { n in
            let column = "g\(n)"
            return Statement("good", "SELECT \(n) AS \(identifier: column)") { try $0.next(Int.self) }
        }
        let bad = Statement("bad", "SELECT \(1) / 0") { try $0.next(Int.self) }
        try await TestServer.withDatabase(poolSize: 1) {
            $0.connection.preparedStatementLimit = 3
        } _: { database in
            for place in 0..<good.count {
                var statements = good
                statements.insert(bad, at: place)
                let error = await postgresError { [statements] in
                    try await database.transaction { try $0.pipeline(statements) }
                }
                #expect(error?.sqlState == .divisionByZero && error?.statement == "bad")
                let rows = try await database.transaction { try $0.pipeline(good).flatMap(\.rows) }
                #expect(rows == Array(0..<6))
            }
            let held = try await database.integers("SELECT count(*) FROM pg_prepared_statements")
            #expect(held == [3])
        }
    }

    @Test("A pipeline that opens its transaction prepares stale plans anew")
    func stale() async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let star = Statement("star", "SELECT * FROM \(fragment: table)") { row in try row.next(Int.self) }
                try await database.transaction { _ = try $0.pipeline([star, star]) }
                try await Connection.withConnection(try TestServer.configuration()) { session in
                    try session.execute("ALTER TABLE \(fragment: table) ADD COLUMN extra int")
                    try session.execute("INSERT INTO \(fragment: table) VALUES (7, 1)")
                }
                let rows = try await database.transaction { try $0.pipeline([star, star]).map(\.rows) }
                #expect(rows == [[7], [7]])
            }
        }
    }
}

import Postgres
import Testing

@Suite struct TransactionTests {
    @Test("A body that returns commits, one that throws leaves nothing behind, and its own error comes out")
    func commitAndRollback() async throws {
        struct Own: Error {}
        try await TestServer.withTable("id int PRIMARY KEY") { table, _ in
            try await TestServer.withDatabase { database in
                try await database.transaction { tx in try tx.execute("INSERT INTO \(fragment: table) VALUES (1)") }
                await #expect(throws: Own.self) {
                    try await database.transaction { tx in
                        try tx.execute("INSERT INTO \(fragment: table) VALUES (2)")
                        throw Own()
                    }
                }
                let ids = try await database.integers("SELECT id FROM \(fragment: table)")
                #expect(ids == [1])
            }
        }
    }

    @Test("A violated constraint is told by its SQLSTATE and its name, and the description shows no data")
    func uniqueViolation() async throws {
        try await TestServer.withTable("id int CONSTRAINT id_is_unique UNIQUE, name text") { table, name in
            try await TestServer.withDatabase { database in
                do {
                    try await database.transaction { tx in
                        try tx.execute(Command("insert", "INSERT INTO \(fragment: table) VALUES (4711, 'Peder')"))
                        try tx.execute(Command("insert", "INSERT INTO \(fragment: table) VALUES (4711, 'Peder')"))
                    }
                    Issue.record("the second insert succeeded")
                } catch let error as PostgresError where error.sqlState == .uniqueViolation {
                    #expect(error.code == .server && error.constraint == "id_is_unique" && error.table == name)
                    #expect(error.statement == "insert" && error.detail?.contains("4711") == true)
                    #expect(!error.description.contains("4711") && !error.description.contains("Peder"))
                }
                do {
                    try await database.transaction { try $0.execute("INSERT INTO \(fragment: table) VALUES (1), (1)") }
                } catch SQLState.uniqueViolation {
                    return
                }
                Issue.record("the pattern did not match")
            }
        }
    }

    @Test("A body that swallows the server's error can't commit: the error comes out")
    func swallowedError() async throws {
        try await TestServer.withDatabase { database in
            let error = await postgresError {
                try await database.transaction { tx in
                    do { try tx.execute("SELECT 1/0") } catch {}
                }
            }
            #expect(error?.sqlState == .divisionByZero)
        }
    }

    @Test("A savepoint undoes its part and the transaction goes on; nested ones undo only theirs")
    func savepoints() async throws {
        try await TestServer.withTable("id int PRIMARY KEY") { table, _ in
            try await TestServer.withDatabase { database in
                @Sendable func insert(_ id: Int32) -> Command {
                    Command("insert", "INSERT INTO \(fragment: table) VALUES (\(id))")
                }
                try await database.transaction { tx in
                    try tx.execute(insert(1))
                    do {
                        try tx.savepoint { tx in
                            try tx.execute(insert(2))
                            try tx.execute(insert(1))
                        }
                    } catch SQLState.uniqueViolation {}
                    try tx.savepoint { tx in
                        try tx.execute(insert(3))
                        do {
                            try tx.savepoint { tx in
                                try tx.execute(insert(4))
                                throw Stop()
                            }
                        } catch is Stop {}
                    }
                    try tx.execute(insert(5))
                }
                let ids = try await database.integers("SELECT id FROM \(fragment: table) ORDER BY id")
                #expect(ids == [1, 3, 5])
            }
        }
    }

    private struct Stop: Error {}

    @Test("A savepoint's body that swallows an error can't make it look like success")
    func savepointSwallows() async throws {
        try await TestServer.withDatabase { database in
            let caught = try await database.transaction { tx in
                do {
                    try tx.savepoint { tx in
                        do { try tx.execute("SELECT 1/0") } catch {}
                    }
                    return false
                } catch SQLState.divisionByZero {
                    return try tx.fetch("SELECT 1") { try $0.next(Int.self) } == [1]
                }
            }
            #expect(caught)
        }
    }

    @Test("Settings hold for their transaction and are gone after it")
    func settings() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let read = Statement(
                "read", "SELECT current_setting('sluse.tenant', true), current_setting('sluse.note', true)"
            ) { row in
                [try row.next(String?.self), try row.next(String?.self)]
            }
            let settings = [LocalSetting("sluse.tenant", "183"), LocalSetting("sluse.note", "'; DROP TABLE x; --")]
            let inside = try await database.transaction(settings: settings) { try $0.one(read) }
            #expect(inside == ["183", "'; DROP TABLE x; --"])
            let after = try await database.one(read)
            #expect(after.allSatisfy { ($0 ?? "").isEmpty })
        }
    }

    @Test(
        "Mode and isolation are what was asked for, and a read-only transaction changes nothing",
        arguments: [
            (IsolationLevel.readCommitted, "read committed"), (.repeatableRead, "repeatable read"),
            (.serializable, "serializable"),
        ])
    func modes(isolation: IsolationLevel, name: String) async throws {
        try await TestServer.withDatabase { database in
            let shown = Statement(
                "shown",
                """
                SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only'),
                    current_setting('transaction_deferrable')
                """
            ) { row in [try row.next(String.self), try row.next(String.self), try row.next(String.self)] }
            let plain = try await database.transaction(isolation: isolation) { try $0.one(shown) }
            #expect(plain == [name, "off", "off"])
            let reading = try await database.transaction(.readOnly, isolation: isolation) { try $0.one(shown) }
            #expect(reading == [name, "on", "off"])
            let deferrable = try await database.transaction(.readOnlyDeferrable, isolation: isolation) {
                try $0.one(shown)
            }
            #expect(deferrable == [name, "on", "on"])
            let error = await postgresError {
                try await database.transaction(.readOnly) { try $0.execute("CREATE TABLE never (id int)") }
            }
            #expect(error?.sqlState == .readOnlySqlTransaction)
        }
    }

    @Test("A transaction without statements asks nothing of the server")
    func empty() async throws {
        try await TestServer.withDatabase { database in
            let after = try await database.transaction { _ in 7 }
            #expect(after == 7)
        }
    }

    @Test("One row is exactly one, the first may be none")
    func rowCounts() async throws {
        try await TestServer.withDatabase { database in
            @Sendable func series(_ count: Int32) -> Statement<Int> {
                Statement("series", "SELECT g FROM generate_series(1, \(count)) g") { try $0.next() }
            }
            try await database.transaction { tx in
                let (none, first, one) = (try tx.first(series(0)), try tx.first(series(3)), try tx.one(series(1)))
                #expect(none == nil && first == 1 && one == 1)
            }
            for count in [0, 2] as [Int32] {
                let error = await postgresError { try await database.transaction { try $0.one(series(count)) } }
                #expect(error?.code == .unexpectedRowCount && error?.statement == "series")
            }
        }
    }

    @Test("A deferred constraint that fails at COMMIT is the server's error, not a doubt")
    func deferredConstraint() async throws {
        try await TestServer.withTable("id int UNIQUE DEFERRABLE INITIALLY DEFERRED") { table, _ in
            try await TestServer.withDatabase { database in
                let error = await postgresError {
                    try await database.transaction { try $0.execute("INSERT INTO \(fragment: table) VALUES (1), (1)") }
                }
                #expect(error?.code == .server && error?.sqlState == .uniqueViolation)
            }
        }
    }

    @Test("A body that ends its own transaction is told so")
    func ownCommit() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let error = await postgresError {
                try await database.transaction { tx in
                    try tx.execute("SELECT 1")
                    try tx.execute("COMMIT")
                }
            }
            #expect(error?.code == .misuse)
            let after = try await database.integers("SELECT 1")
            #expect(after == [1])
        }
    }

    @Test(
        "COPY run as a statement is an error, and the next transaction works",
        arguments: ["COPY pg_class TO STDOUT", "COPY pg_class FROM STDIN"] as [SQL])
    func strayCopy(sql: SQL) async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            for lead in [false, true] {
                let error = await postgresError {
                    try await database.transaction { tx in
                        if lead { try tx.execute("SELECT 1") }
                        try tx.execute(sql)
                    }
                }
                #expect(error != nil)
                let after = try await database.integers("SELECT 1")
                #expect(after == [1])
            }
        }
    }
}

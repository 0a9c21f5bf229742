import Postgres
import Testing

@Suite struct SessionTests {
    @Test("What can't run in a transaction runs in a session")
    func outsideTransactions() async throws {
        let name = TestServer.uniqueName("db")
        try await Connection.withConnection(try TestServer.configuration()) { session in
            try session.execute("CREATE DATABASE \(identifier: name)")
            let found = try session.fetch("SELECT datname FROM pg_database WHERE datname = \(name)") {
                try $0.next(String.self)
            }
            #expect(found == [name])
            try session.execute("DROP DATABASE \(identifier: name)")
        }
    }

    @Test("A session lock spans several transactions of its session")
    func sessionLock() async throws {
        try await Connection.withConnection(try TestServer.configuration()) { session in
            try session.execute("SELECT pg_advisory_lock(4711)")
            try session.transaction { tx in try tx.execute("SELECT 1") }
            try session.transaction { tx in
                let held = try tx.fetch(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND pid = pg_backend_pid()"
                ) {
                    try $0.next(Int.self)
                }
                #expect(held == [1])
            }
        }
    }

    @Test("A script runs in one piece: an error in its last statement undoes the first, and its position is known")
    func scripts() async throws {
        try await TestServer.withTable("id int") { table, name in
            try await Connection.withConnection(try TestServer.configuration()) { session in
                do {
                    try session.runScript(SQLScript("INSERT INTO \(name) VALUES (1);\nSELECT nothing_here;"))
                    Issue.record("the script succeeded")
                } catch let error as PostgresError {
                    #expect(error.sqlState == .undefinedColumn && (error.position ?? 0) > 30)
                }
                let rows = try session.fetch("SELECT id FROM \(fragment: table)") { try $0.next(Int.self) }
                #expect(rows == [])
            }
        }
    }

    @Test("A script that ends its transaction, or leaves one open, is an error")
    func scriptsAndTransactions() async throws {
        let configuration = try TestServer.configuration()
        let ended = await postgresError {
            try await Connection.withConnection(configuration) { session in
                try session.transaction { tx in try tx.runScript(SQLScript("SELECT 1; COMMIT")) }
            }
        }
        #expect(ended?.code == .misuse)
        let open = await postgresError {
            try await Connection.withConnection(configuration) { try $0.runScript(SQLScript("BEGIN")) }
        }
        #expect(open?.code == .misuse)
    }

    @Test("After a script that failed inside its own BEGIN, or left it open, the session is outside any transaction")
    func scriptsLeaveNothingOpen() async throws {
        try await Connection.withConnection(try TestServer.configuration()) { session in
            for text in ["BEGIN; SELECT 1/0", "BEGIN"] {
                do {
                    try session.runScript(SQLScript(text))
                    Issue.record("the script succeeded")
                } catch is PostgresError {}
                let one = try session.transaction { tx in try tx.fetch("SELECT 1") { try $0.next(Int.self) } }
                #expect(one == [1])
            }
        }
    }

    @Test("A statement outside a transaction whose connection is lost is in doubt")
    func autocommitInDoubt() async throws {
        let configuration = try TestServer.configuration()
        let error = await postgresError {
            try await Connection.withConnection(configuration) { session in
                try session.execute("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(10)")
            }
        }
        #expect(error?.code == .inDoubt && error?.sqlState == .adminShutdown)
    }

    @Test("A transaction of a session rolls back when its body throws, and the session goes on")
    func rollback() async throws {
        struct Own: Error {}
        try await TestServer.withTable("id int") { table, _ in
            try await Connection.withConnection(try TestServer.configuration()) { session in
                do {
                    try session.transaction { tx in
                        try tx.execute("INSERT INTO \(fragment: table) VALUES (1)")
                        throw Own()
                    }
                } catch is Own {}
                let count = try session.fetch("SELECT count(*) FROM \(fragment: table)") { try $0.next(Int.self) }
                #expect(count == [0])
            }
        }
    }
}

import Postgres
import PostgresTestSupport
import Testing

@Suite struct SingleRoundTripTests {
    private let echo = Statement("echo", "SELECT \(5), current_setting('sluse.tenant')") { row in
        (try row.next(Int.self), try row.next(String.self))
    }
    private let settings = [LocalSetting("sluse.tenant", "183")]

    @Test("BEGIN, settings and the first statement are one round trip, COMMIT another, whether prepared before or not")
    func bodies() async throws {
        let turns = try RoundTrips()
        defer { turns.stop() }
        try await TestServer.withDatabase(poolSize: 1) {
            $0.conninfo = "host=\(turns.host)"
        } _: { database in
            try await database.transaction { try $0.execute("SELECT 1") }
            for mode in [TransactionMode.readWrite, .readOnly] {
                for _ in 0..<2 {
                    let trips = try await turns.count {
                        let row = try await database.transaction(mode, settings: settings) { try $0.one(echo) }
                        #expect(row == (5, "183"))
                    }
                    #expect(trips == 2)
                }
            }
        }
    }

    @Test("Statements that are a whole transaction are one round trip, COMMIT included")
    func whole() async throws {
        let turns = try RoundTrips()
        defer { turns.stop() }
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) {
                $0.conninfo = "host=\(turns.host)"
            } _: { database in
                try await database.transaction { try $0.execute("SELECT 1") }
                let insert = Command("insert", "INSERT INTO \(fragment: table) VALUES (\(Int32(1)))")
                let trips = try await turns.count {
                    let (inserted, row) = try await database.run(insert, echo, settings: settings)
                    #expect(inserted.affectedRows == 1)
                    let only = try row.one()
                    #expect(only == (5, "183"))
                    let read = try await database.run(echo, mode: .readOnly, settings: settings).one()
                    #expect(read == (5, "183"))
                }
                #expect(trips == 2)
                let left = try await database.integers("SELECT id FROM \(fragment: table)")
                #expect(left == [1])
            }
        }
    }

    @Test("An error leaves nothing of the statements, also one that comes with the COMMIT, and the connection is good")
    func errors() async throws {
        try await TestServer.withTable("id int UNIQUE DEFERRABLE INITIALLY DEFERRED") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let pid = Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int.self) }
                let before = try await database.run(pid).one()
                let insert = Command("insert", "INSERT INTO \(fragment: table) VALUES (1)")
                let divide = Command("divide", "SELECT \(1) / 0")
                let midway = await postgresError { try await database.run(insert, divide, insert) }
                #expect(midway?.sqlState == .divisionByZero && midway?.statement == "divide")
                let deferred = await postgresError { try await database.run(insert, insert) }
                #expect(deferred?.sqlState == .uniqueViolation && deferred?.code == .server)
                let readOnly = await postgresError { try await database.run(insert, mode: .readOnly) }
                #expect(readOnly?.sqlState == .readOnlySqlTransaction)
                let left = try await database.integers("SELECT id FROM \(fragment: table)")
                let after = try await database.run(pid).one()
                #expect(left == [] && after == before)
            }
        }
    }

    @Test("A row that can't be read does not undo the commit")
    func undecodable() async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let error = await postgresError {
                    try await database.run(
                        Statement("insert", "INSERT INTO \(fragment: table) VALUES (1) RETURNING 'x'") {
                            try $0.next(Int.self)
                        })
                }
                #expect(error?.code == .decoding)
                let left = try await database.integers("SELECT id FROM \(fragment: table)")
                #expect(left == [1])
            }
        }
    }

    @Test("When the answer is lost a change is in doubt and a reading is not", arguments: [true, false])
    func lost(changes: Bool) async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        try await TestServer.withDatabase(poolSize: 1) {
            $0.conninfo = proxy.conninfo
        } _: { database in
            try await database.run(echo, settings: settings)
            proxy.set(.cutAfter("COMMIT\0"))
            let error = await postgresError {
                try await database.run(echo, mode: changes ? .readWrite : .readOnly, settings: settings)
            }
            #expect(error?.code == (changes ? .inDoubt : .connectionLost))
        }
    }

    @Test("A connection that died while idle is replaced before a change is sent on it")
    func deadBefore() async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let pid = try await database.run(
                    Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int32.self) }
                )
                .one()
                try await Connection.withConnection(try TestServer.configuration()) { session in
                    try session.execute("SELECT pg_terminate_backend(\(pid), 10000)")
                }
                try await database.run(Command("insert", "INSERT INTO \(fragment: table) VALUES (1)"))
                let left = try await database.integers("SELECT id FROM \(fragment: table)")
                #expect(left == [1])
            }
        }
    }
}

import Postgres
import PostgresTestSupport
import Testing

@Suite struct FailoverTests {
    /// A pool that may go to either server and wants one that writes.
    private func configuration(_ servers: PrivateServer..., only kind: String = "read-write") -> Database.Configuration
    {
        let hosts = servers.map(\.sockets).joined(separator: ",")
        let ports = servers.map { "\($0.port)" }.joined(separator: ",")
        return Database.Configuration(
            conninfo: "host=\(hosts) port=\(ports) user=postgres dbname=postgres target_session_attrs=\(kind)",
            poolSize: 3)
    }

    private let port: SQL = "SELECT inet_server_port() IS NULL, current_setting('port')::int"

    private func portReached(_ database: Database, _ mode: TransactionMode = .readWrite) async throws -> [Int] {
        try await database.transaction(mode) { tx in
            try tx.fetch(port) { row in
                row.skip()
                return try row.next(Int.self)
            }
        }
    }

    // One pair of servers for all three, because to make one takes long.
    @Test(
        "A pool is told of a server that only reads, follows an address that moves, and finds the standby that is promoted"
    )
    func standby() async throws {
        try await PrivateServer.with(
            settings: ["synchronous_standby_names = '*'", "synchronous_commit = remote_apply"]
        ) { primary async throws in
            try await primary.withStandby { standby async throws in
                try await refuseOnStandby(standby)
                try await followAddress(from: standby, to: primary)
                try await findPromoted(primary, standby)
            }
        }
    }

    /// Where there is only a standby, writing ends with the server's refusal after one more attempt.
    private func refuseOnStandby(_ standby: PrivateServer) async throws {
        let runs = Counter()
        let database = Database(configuration(standby, only: "any"))
        let error = await postgresError {
            try await database.transaction { tx in
                runs.increment()
                try tx.execute("SELECT 1")
            }
        }
        #expect(error?.sqlState == .featureNotSupported && runs.value == 2)
        #expect(try await portReached(database, .readOnly) == [Int(standby.port)])
        await database.close()
    }

    /// The first refusal empties the pool, and the transaction runs where the address leads now.
    private func followAddress(from standby: PrivateServer, to primary: PrivateServer) async throws {
        let address = try FaultProxy(toHost: standby.sockets, port: standby.port)
        defer { address.stop() }
        var settings = configuration(primary)
        settings.conninfo = "\(address.conninfo) user=postgres dbname=postgres"
        let made = Counter()
        let closed = Counter()
        settings.observe = { event in
            switch event {
            case .connected: made.increment()
            case .disconnected: closed.increment()
            default: break
            }
        }
        let database = Database(settings)
        // A standby lets everybody read, so the pool fills with connections to it.
        try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await database.transaction(.readOnly) { tx in
                        try tx.fetch("SELECT 1 FROM pg_sleep(0.2)") { try $0.next(Int.self) }
                    }
                }
            }
            try await group.waitForAll()
        }
        address.lead(toHost: primary.sockets, port: primary.port)
        let filled = made.value
        #expect(try await portReached(database) == [Int(primary.port)])
        try await eventually("the connections to the standby are closed") { closed.value == filled }
        await database.close()
    }

    /// When the primary stops and the standby is promoted, the same pool goes on there, and what was committed stands.
    private func findPromoted(_ primary: PrivateServer, _ standby: PrivateServer) async throws {
        let database = Database(configuration(primary, standby))
        let readers = Database(configuration(primary, standby, only: "prefer-standby"))
        try await database.transaction { try $0.execute("CREATE TABLE t (n int)") }
        try await database.transaction { try $0.execute("INSERT INTO t VALUES (1)") }
        #expect(try await portReached(database) == [Int(primary.port)])
        #expect(try await portReached(readers, .readOnly) == [Int(standby.port)])

        try await primary.stop(immediately: true)
        let away = await postgresError { try await database.transaction { try $0.execute("SELECT 1") } }
        #expect(away?.code == .unreachable, "\(away as Any)")
        try await standby.promote()
        try await eventually("the promoted server is found") {
            await postgresError {
                try await database.transaction { tx in
                    // It has no standby of its own, for which a COMMIT would wait.
                    try tx.execute("SET LOCAL synchronous_commit = local")
                    try tx.execute("INSERT INTO t VALUES (2)")
                }
            } == nil
        }
        #expect(try await portReached(database) == [Int(standby.port)])
        #expect(try await database.integers("SELECT n FROM t ORDER BY n") == [1, 2])
        await database.close()
        await readers.close()
    }

    @Test("A write refused in the middle as read-only (25006) is thrown, and the connection is not used again")
    func readOnlyMidway() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database async throws in
            let before = try await database.integers("SELECT pg_backend_pid()")
            let error = await postgresError {
                try await database.transaction { tx in
                    try tx.execute("SET TRANSACTION READ ONLY")
                    try tx.execute("CREATE TABLE never (n int)")
                }
            }
            #expect(error?.sqlState == .readOnlySqlTransaction)
            #expect(try await database.integers("SELECT pg_backend_pid()") != before)
            let asked = await postgresError {
                try await database.transaction(.readOnly) { try $0.execute("CREATE TABLE never (n int)") }
            }
            #expect(asked?.sqlState == .readOnlySqlTransaction)
        }
    }

    @Test("A server that is restarted under transactions loses none that was committed, whether it told them or not")
    func restart() async throws {
        try await PrivateServer.with { server async throws in
            let database = Database(configuration(server))
            try await database.transaction { try $0.execute("CREATE TABLE t (n int PRIMARY KEY)") }
            let (committed, doubtful) = (Record<Int>(), Record<Int>())
            let isOver = Flag()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<4 {
                    group.addTask {
                        for step in 0..<1_000_000 where !isOver.isRaised {
                            let n = step * 4 + worker
                            let error = await postgresError {
                                try await database.transaction { try $0.execute("INSERT INTO t VALUES (\(Int32(n)))") }
                            }
                            if error == nil { committed.append(n) }
                            if error?.code == .inDoubt { doubtful.append(n) }
                        }
                    }
                }
                for immediately in [false, true] {
                    let before = committed.elements.count
                    try await eventually("rows are committed") { committed.elements.count > before + 20 }
                    try await server.stop(immediately: immediately)
                    try await server.start()
                }
                let before = committed.elements.count
                try await eventually("rows are committed again") { committed.elements.count > before + 20 }
                isOver.raise()
            }
            let stored = Set(try await database.integers("SELECT n FROM t"))
            let known = Set(committed.elements)
            #expect(known.isSubset(of: stored))
            #expect(stored.subtracting(known).isSubset(of: doubtful.elements))
            await database.close()
        }
    }
}

import Postgres
import PostgresTestSupport
import Testing

@Suite struct LostConnectionTests {
    private let pid = Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int32.self) }

    private func terminate(_ pids: [Int32]) async throws {
        try await Connection.withConnection(try TestServer.configuration()) { session in
            try session.execute("SELECT pg_terminate_backend(p, 10000) FROM unnest(\(pids)) AS p")
        }
    }

    @Test("After its backend was terminated, the next transaction works without anybody noticing")
    func terminatedWhileIdle() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let before = try await database.one(pid)
            try await terminate([before])
            #expect(try await database.one(pid) != before)
        }
    }

    @Test("When every idle connection of a pool is dead, every waiting transaction works")
    func allTerminated() async throws {
        try await TestServer.withDatabase(poolSize: 4) { database in
            @Sendable func pids(_ count: Int) async throws -> [Int32] {
                try await withThrowingTaskGroup(of: Int32.self) { group in
                    for _ in 0..<count {
                        group.addTask {
                            try await database.transaction { tx in
                                try tx.execute("SELECT pg_sleep(0.01)")
                                return try tx.one(pid)
                            }
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            try await terminate(Array(Set(try await pids(8))))
            #expect(try await pids(8).count == 8)
        }
    }

    @Test(
        "A backend terminated in the middle of a transaction is a lost connection with the server's reason, not run again"
    )
    func terminatedMidway() async throws {
        let runs = Counter()
        try await TestServer.withDatabase(poolSize: 1) { database in
            let error = await postgresError {
                try await database.transaction { tx in
                    runs.increment()
                    try tx.execute("SELECT 1")
                    try tx.execute(Command("suicide", "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(10)"))
                }
            }
            #expect(
                error?.code == .connectionLost && error?.sqlState == .adminShutdown && error?.statement == "suicide")
            let after = try await database.one(pid)
            #expect(after > 0)
        }
        #expect(runs.value == 1)
    }

    @Test("A COMMIT whose answer is lost is in doubt, is not run again, and stands")
    func inDoubt() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        try await TestServer.withTable("id int") { table, _ in
            let runs = Counter()
            try await TestServer.withDatabase(poolSize: 1) {
                $0.conninfo = proxy.conninfo
            } _: { database in
                let count: @Sendable () async throws -> [Int] = {
                    try await database.integers("SELECT count(*) FROM \(fragment: table)")
                }
                #expect(try await count() == [0])
                proxy.set(.cutAfter("COMMIT\0"))
                let error = await postgresError {
                    try await database.transaction { tx in
                        runs.increment()
                        try tx.execute("INSERT INTO \(fragment: table) VALUES (1)")
                    }
                }
                #expect(error?.code == .inDoubt)
                proxy.set(.none)
                try await eventually("the commit is seen") { try await count() == [1] }
            }
            #expect(runs.value == 1)
        }
    }

    @Test("A read-only transaction whose end is lost is a lost connection: there is nothing to doubt")
    func lostReadOnly() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        try await TestServer.withDatabase(poolSize: 1) {
            $0.conninfo = proxy.conninfo
        } _: { database in
            try await database.transaction { try $0.execute("SELECT 1") }
            proxy.set(.cutAfter("COMMIT\0"))
            let error = await postgresError { try await database.transaction(.readOnly) { try $0.execute("SELECT 1") } }
            #expect(error?.code == .connectionLost)
        }
    }

    @Test("A line cut under a statement is a lost connection, and when it is back the next transaction works")
    func cutLine() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        try await TestServer.withDatabase(poolSize: 1) {
            $0.conninfo = proxy.conninfo
        } _: { database in
            let error = await postgresError {
                try await database.transaction { tx in
                    _ = try tx.one(pid)
                    proxy.set(.close)
                    _ = try tx.one(pid)
                }
            }
            #expect(error?.code == .connectionLost)
            proxy.set(.none)
            let after = try await database.one(pid)
            #expect(after > 0)
        }
    }

    @Test("A half-open connection that was idle for long is found out by asking, not by the transaction")
    func halfOpen() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        try await TestServer.withDatabase(poolSize: 1) {
            $0.conninfo = proxy.conninfo
            $0.pingAfter = .zero
            $0.connection.cancelGrace = .milliseconds(100)
            $0.observe = { event in
                // The line works again as soon as the silent connection has been given up.
                if case .disconnected(_, lost: true) = event { proxy.set(.none) }
            }
        } _: { database in
            let before = try await database.one(pid)
            proxy.set(.silence)
            let after = try await database.one(pid)
            #expect(after != before)
        }
    }

    @Test("Two hundred backends killed under load lose no committed row and repeat none")
    func killedUnderLoad() async throws {
        try await TestServer.withTable("id int PRIMARY KEY") { table, _ in
            try await TestServer.withDatabase(poolSize: 4) { database in
                let committed = Record<Int>()
                let doubtful = Record<Int>()
                let isOver = Flag()
                await withTaskGroup(of: Void.self) { group in
                    for worker in 0..<8 {
                        group.addTask {
                            for step in 0..<100_000 where !isOver.isRaised {
                                let id = step * 8 + worker
                                let error = await postgresError {
                                    try await database.transaction { tx in
                                        try tx.execute(Command("one", "SELECT 1"))
                                        try tx.execute(
                                            Command("insert", "INSERT INTO \(fragment: table) VALUES (\(Int32(id)))"))
                                    }
                                }
                                if error == nil { committed.append(id) }
                                if error?.code == .inDoubt { doubtful.append(id) }
                                #expect(error == nil || error?.code == .inDoubt || error?.code == .connectionLost)
                            }
                        }
                    }
                    var killed = 0
                    while killed < 200 {
                        killed +=
                            (try? await Connection.withConnection(try TestServer.configuration()) { session in
                                try session.execute(
                                    """
                                    SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity
                                    WHERE application_name = \(database.configuration.applicationName ?? "") ORDER BY random() LIMIT 1) AS victim
                                    """)
                            }) ?? 0
                    }
                    isOver.raise()
                }
                let stored = Set(try await database.integers("SELECT id FROM \(fragment: table)"))
                let known = Set(committed.elements)
                #expect(known.isSubset(of: stored))
                #expect(stored.subtracting(known).isSubset(of: doubtful.elements))
                #expect(!known.isEmpty)
            }
        }
    }
}

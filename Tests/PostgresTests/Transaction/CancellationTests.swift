import Postgres
import PostgresTestSupport
import PropertyTestSupport
import Testing

@Suite struct CancellationTests {
    private let sleep: SQL = "SELECT pg_sleep(60)"

    private func running(_ configuration: Database.Configuration, _ text: String) throws -> Statement<Int> {
        Statement(
            "running",
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name = \(configuration.applicationName ?? "") AND state = 'active' AND query LIKE \(text)
            """
        ) { try $0.next() }
    }

    @Test("Cancelling the task cancels the statement on the server, and the connection serves the next transaction")
    func inFlight() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            try await TestServer.withDatabase(poolSize: 1) { watcher in
                let isRunning = try running(database.configuration, "%pg_sleep%")
                let pid = Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int32.self) }
                let before = try await database.one(pid)
                let task = Task { await postgresError { try await database.transaction { try $0.execute(sleep) } } }
                try await eventually("the statement runs") { try await watcher.one(isRunning) == 1 }
                task.cancel()
                let error = await task.value
                #expect(error?.code == .cancelled && error?.sqlState == .queryCanceled)
                #expect(try await watcher.one(isRunning) == 0)
                #expect(try await database.one(pid) == before)
            }
        }
    }

    @Test("A task cancelled before it starts sends nothing")
    func before() async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase { database in
                let task = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return await postgresError {
                        try await database.transaction { try $0.execute("INSERT INTO \(fragment: table) VALUES (1)") }
                    }
                }
                #expect(await task.value?.code == .cancelled)
                let after = try await database.integers("SELECT count(*) FROM \(fragment: table)")
                #expect(after == [0])
            }
        }
    }

    @Test("A deadline cancels the statement on the server")
    func deadline() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            try await database.transaction { try $0.execute("SELECT 1") }
            let error = await postgresError {
                try await database.transaction(deadline: .milliseconds(50)) { try $0.execute(sleep) }
            }
            #expect(error?.code == .timedOut)
            let after = try await database.transaction(deadline: .seconds(30)) {
                try $0.fetch("SELECT 1") { try $0.next(Int.self) }
            }
            #expect(after == [1])
        }
    }

    @Test("A deadline that passes while waiting for a connection is told as such")
    func deadlineInQueue() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            try await TestServer.withDatabase(poolSize: 1) { watcher in
                let isRunning = try running(database.configuration, "%pg_sleep%")
                let holder = Task { await postgresError { try await database.transaction { try $0.execute(sleep) } } }
                try await eventually("the connection is taken") { try await watcher.one(isRunning) == 1 }
                let error = await postgresError {
                    try await database.transaction(deadline: .milliseconds(20)) { try $0.execute("SELECT 1") }
                }
                #expect(error?.code == .poolExhausted)
                let queued = Task {
                    await postgresError { try await database.transaction { try $0.execute("SELECT 1") } }
                }
                queued.cancel()
                #expect(await queued.value?.code == .cancelled)
                holder.cancel()
                #expect(await holder.value?.code == .cancelled)
            }
        }
    }

    @Test("Cancelled during BEGIN on a silent line, the connection is given up and another serves the next transaction")
    func duringBegin() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        let pid = Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int32.self) }
        try await TestServer.withDatabase(poolSize: 1) {
            $0.conninfo = proxy.conninfo
            $0.connection.cancelGrace = .milliseconds(100)
        } _: { database in
            let before = try await database.one(pid)
            proxy.set(.silence)
            let entered = Flag()
            let task = Task {
                await postgresError {
                    try await database.transaction { tx in
                        entered.raise()
                        return try tx.one(pid)
                    }
                }
            }
            try await eventually("the body runs") { entered.isRaised }
            task.cancel()
            let error = await task.value
            #expect(error?.code == .cancelled)
            proxy.set(.none)
            let wasGivenUp = try await database.one(pid) != before
            #expect(wasGivenUp == (error?.explanation != "nothing was sent"))
        }
    }

    @Test("A deadline ends the wait for a server that keeps silent")
    func silentServer() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        try await TestServer.withDatabase(poolSize: 1) {
            $0.conninfo = proxy.conninfo
            $0.connection.cancelGrace = .milliseconds(100)
        } _: { database in
            try await database.transaction { try $0.execute("SELECT 1") }
            proxy.set(.silence)
            let error = await postgresError {
                try await database.transaction(deadline: .milliseconds(50)) { try $0.execute("SELECT 1") }
            }
            #expect(error?.code == .timedOut)
            proxy.set(.none)
            #expect(try await database.integers("SELECT 1") == [1])
        }
    }

    @Test("Cancelled during COMMIT, the server's answer decides: it was undone, and that is no doubt")
    func duringCommit() async throws {
        try await TestServer.withTable("id int") { table, name in
            let function = "wait_for_\(name)"
            try await Connection.withConnection(try TestServer.configuration()) { session in
                try session.execute(
                    """
                    CREATE FUNCTION \(identifier: function)() RETURNS trigger LANGUAGE plpgsql
                    AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$
                    """)
                try session.execute(
                    """
                    CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON \(fragment: table) DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION \(identifier: function)()
                    """)
            }
            try await TestServer.withDatabase(poolSize: 1) { database in
                let isCommitting = try running(database.configuration, "COMMIT")
                let task = Task {
                    await postgresError {
                        try await database.transaction { try $0.execute("INSERT INTO \(fragment: table) VALUES (1)") }
                    }
                }
                try await TestServer.withDatabase(poolSize: 1) { watcher in
                    try await eventually("the COMMIT runs") { try await watcher.one(isCommitting) == 1 }
                }
                task.cancel()
                let error = await task.value
                #expect(error?.code == .cancelled)
                let count = try await database.integers("SELECT count(*) FROM \(fragment: table)")
                #expect(count == [0])
            }
            try await Connection.withConnection(try TestServer.configuration()) { session in
                try session.execute("DROP FUNCTION \(identifier: function) CASCADE")
            }
        }
    }

    @Test("Without any deadline, a server that keeps silent for too long is given up too")
    func silenceTimeout() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        try await TestServer.withDatabase(poolSize: 1) {
            $0.conninfo = proxy.conninfo
            $0.connection.silenceTimeout = .milliseconds(200)
            $0.connection.cancelGrace = .milliseconds(100)
        } _: { database in
            try await database.transaction { try $0.execute("SELECT 1") }
            proxy.set(.silence)
            let error = await postgresError { try await database.transaction { try $0.execute("SELECT 1") } }
            #expect(error?.code == .timedOut)
        }
    }

    @Test(
        "A pool of one under ten thousand cancellations at any moment ends idle, and counts exactly what was committed")
    func storm() async throws {
        var random = SeededGenerator()
        let seed = random.seed
        try await TestServer.withTable("n int NOT NULL") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                try await database.transaction { try $0.execute("INSERT INTO \(fragment: table) VALUES (0)") }
                let committed = Counter()
                for _ in 0..<100 {
                    let yields = (0..<100).map { _ in Int.random(in: 0..<60, using: &random) }
                    await withTaskGroup(of: Void.self) { group in
                        for count in yields {
                            group.addTask {
                                let task = Task {
                                    let error = await postgresError {
                                        try await database.transaction { tx in
                                            try tx.execute(Command("add", "UPDATE \(fragment: table) SET n = n + 1"))
                                            try tx.execute(Command("pause", "SELECT pg_sleep(0.0005)"))
                                        }
                                    }
                                    if error == nil {
                                        committed.increment()
                                    } else {
                                        #expect(error?.code == .cancelled, "\(String(describing: error)), seed \(seed)")
                                    }
                                }
                                for _ in 0..<count { try? await Task.sleep(for: .microseconds(100)) }
                                task.cancel()
                                await task.value
                            }
                        }
                    }
                }
                let n = try await database.integers("SELECT n FROM \(fragment: table)")
                #expect(n == [committed.value], "seed \(seed)")
                let states = try await TestServer.withDatabase(poolSize: 1) { watcher in
                    try await watcher.transaction { tx in
                        try tx.fetch(
                            "SELECT state FROM pg_stat_activity WHERE application_name = \(database.configuration.applicationName ?? "")"
                        ) {
                            try $0.next(String.self)
                        }
                    }
                }
                #expect(states == ["idle"], "seed \(seed)")
            }
        }
    }
}

import Postgres
import PostgresTestSupport
import Testing

@Suite struct NetworkFaultTests {
    private let pid = Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int32.self) }

    /// Lends a pool of one behind a proxy, quick to lose patience.
    private func withProxiedDatabase<R>(
        _ change: (inout Database.Configuration) -> Void = { _ in },
        _ body: (Database, FaultProxy) async throws -> R
    ) async throws -> R {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        return try await TestServer.withDatabase(poolSize: 1) {
            $0.conninfo = proxy.conninfo
            $0.connection.cancelGrace = .milliseconds(100)
            $0.connection.connectTimeout = .seconds(20)
            change(&$0)
        } _: {
            try await body($0, proxy)
        }
    }

    @Test(
        "A line closed or reset under a statement is a lost connection, and the next transaction works",
        arguments: [Fault.close, .reset])
    func endedUnderStatement(fault: Fault) async throws {
        try await withProxiedDatabase { database, proxy async throws in
            let error = await postgresError {
                try await database.transaction { tx in
                    _ = try tx.one(pid)
                    proxy.set(fault)
                    _ = try tx.one(pid)
                }
            }
            #expect(error?.code == .connectionLost)
            proxy.set(.none)
            #expect(try await database.one(pid) > 0)
        }
    }

    @Test(
        "A line closed or reset while nobody used it is replaced without anybody noticing",
        arguments: [Fault.close, .reset])
    func endedWhileIdle(fault: Fault) async throws {
        try await withProxiedDatabase { database, proxy async throws in
            let before = try await database.one(pid)
            proxy.set(fault)
            proxy.set(.none)
            #expect(try await database.one(pid) != before)
        }
    }

    @Test(
        "A frozen line holds a task no longer than its deadline and the grace period",
        arguments: [Fault.freeze, .silence])
    func frozen(fault: Fault) async throws {
        try await withProxiedDatabase { database, proxy async throws in
            let before = try await database.one(pid)
            proxy.set(fault)
            let error = await postgresError {
                try await database.transaction(deadline: .milliseconds(50)) { tx in _ = try tx.one(pid) }
            }
            #expect(error?.code == .timedOut)
            proxy.set(.none)
            // On a busy machine the deadline may pass before anything is sent; then nothing is wrong with the connection.
            let wasGivenUp = try await database.one(pid) != before
            #expect(wasGivenUp == (error?.explanation != "nothing was sent"))
        }
    }

    @Test("Cancelling the task ends its wait on a frozen line", arguments: [Fault.freeze, .silence])
    func cancelledWhileFrozen(fault: Fault) async throws {
        try await withProxiedDatabase { database, proxy async throws in
            let before = try await database.one(pid)
            let entered = Flag()
            proxy.set(fault)
            let task = Task {
                await postgresError {
                    try await database.transaction { tx in
                        entered.raise()
                        _ = try tx.one(pid)
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

    @Test("A frozen line that thaws in time has lost nothing")
    func thawed() async throws {
        try await withProxiedDatabase { database, proxy async throws in
            let before = try await database.one(pid)
            proxy.set(.freeze)
            async let answer = database.one(pid)
            proxy.set(.none)
            #expect(try await answer == before)
        }
    }

    @Test("A server that takes connections and is deaf to them is given up in time, and found when it hears again")
    func deaf() async throws {
        try await withProxiedDatabase {
            $0.connectTimeout = .milliseconds(200)
            $0.breakerThreshold = 100
        } _: { database, proxy async throws in
            proxy.set(.deaf)
            let error = await postgresError { try await database.one(pid) }
            #expect(error?.code == .unreachable)
            proxy.set(.none)
            // The time allowed is short, so a busy machine may need several attempts.
            try await eventually("the server is found") { await postgresError { try await database.one(pid) } == nil }
        }
    }

    @Test(
        "Whether bytes come one by one or late, the same comes of it",
        arguments: [Fault.trickle, .delay(milliseconds: 3)])
    func slow(fault: Fault) async throws {
        try await TestServer.withTable("n int NOT NULL, note text NOT NULL") { table, _ in
            try await withProxiedDatabase { database, proxy async throws in
                proxy.set(fault)
                let sum = try await database.transaction(settings: [LocalSetting("sluse.tenant", "183")]) { tx in
                    try tx.copyIn(into: "\(fragment: table)", rows: 1...50) { n, row in
                        try row.append(Int32(n))
                        try row.append("note \(n)")
                    }
                    var sum = 0
                    try tx.stream(
                        Statement("all", "SELECT n, note FROM \(fragment: table) ORDER BY n") { row in
                            (try row.next(Int32.self), try row.next(String.self))
                        }
                    ) { n, note in
                        #expect(note == "note \(n)")
                        sum += Int(n)
                    }
                    return sum
                }
                #expect(sum == 1275)
            }
        }
    }

    @Test("A COMMIT that is cut off on its way is in doubt as well, is not run again, and does not stand")
    func cutBeforeCommit() async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await withProxiedDatabase { database, proxy async throws in
                let runs = Counter()
                proxy.set(.cutBefore("COMMIT\0"))
                let error = await postgresError {
                    try await database.transaction { tx in
                        runs.increment()
                        try tx.execute("INSERT INTO \(fragment: table) VALUES (1)")
                    }
                }
                #expect(error?.code == .inDoubt && runs.value == 1)
                proxy.set(.none)
                let count = try await database.integers("SELECT count(*) FROM \(fragment: table)")
                #expect(count == [0])
            }
        }
    }

    @Test("A COMMIT on a line that freezes is in doubt when patience ends")
    func frozenDuringCommit() async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await withProxiedDatabase {
                $0.connection.silenceTimeout = .seconds(1)
            } _: { database, proxy async throws in
                let error = await postgresError {
                    try await database.transaction { tx in
                        try tx.execute("INSERT INTO \(fragment: table) VALUES (1)")
                        proxy.set(.freeze)
                    }
                }
                #expect(error?.code == .inDoubt)
                proxy.set(.none)
            }
        }
    }

    @Test(
        "A ROLLBACK on a silent line does not hold the task past the grace period, and the connection is not lent again"
    )
    func silentDuringRollback() async throws {
        struct Enough: Error {}
        try await withProxiedDatabase { database, proxy async throws in
            let before = try await database.one(pid)
            await #expect(throws: Enough.self) { () async throws in
                try await database.transaction { tx in
                    _ = try tx.one(pid)
                    proxy.set(.silence)
                    throw Enough()
                }
            }
            proxy.set(.none)
            #expect(try await database.one(pid) != before)
        }
    }

    @Test("A COPY whose line freezes ends when patience does, and leaves nothing behind")
    func frozenDuringCopy() async throws {
        try await TestServer.withTable("note text") { table, _ in
            try await withProxiedDatabase {
                $0.connection.silenceTimeout = .seconds(1)
            } _: { database, proxy async throws in
                let error = await postgresError {
                    try await database.transaction { tx in
                        let note = String(repeating: "x", count: 10_000)
                        try tx.copyIn(into: "\(fragment: table)", rows: 1...100_000) { n, row in
                            if n == 100 { proxy.set(.freeze) }
                            try row.append(note)
                        }
                    }
                }
                #expect(error?.code == .timedOut)
                proxy.set(.none)
                let count = try await database.integers("SELECT count(*) FROM \(fragment: table)")
                #expect(count == [0])
            }
        }
    }

    @Test("A COPY aborted midway leaves nothing behind and the connection in use")
    func copyAborted() async throws {
        struct Enough: Error {}
        try await TestServer.withTable("n int") { table, _ in
            try await withProxiedDatabase { database, _ async throws in
                let before = try await database.one(pid)
                let error = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: "\(fragment: table)", rows: 1...1000) { n, row in
                            if n == 500 { throw Enough() }
                            try row.append(Int32(n))
                        }
                    }
                }
                #expect(error?.code == .encoding && error?.underlying is Enough)
                let count = try await database.integers("SELECT count(*) FROM \(fragment: table)")
                #expect(count == [0])
                #expect(try await database.one(pid) == before)
            }
        }
    }
}

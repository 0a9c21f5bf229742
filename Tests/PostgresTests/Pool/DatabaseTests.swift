import Postgres
import Testing

@Suite struct DatabaseTests {
    @Test("Sixty-four tasks share a pool of four, which never grows beyond it")
    func sharing() async throws {
        try await TestServer.withDatabase(poolSize: 4) { database in
            let pids = try await withThrowingTaskGroup(of: Int32.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        try await database.transaction {
                            try $0.one(Statement("pid", "SELECT pg_backend_pid()") { try $0.next() })
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(pids.count == 64 && Set(pids).count <= 4)
        }
    }

    @Test("Closing lets the running transaction end and refuses the next")
    func closing() async throws {
        let database = Database(try TestServer.configuration(poolSize: 1))
        let entered = Flag()
        let running = Task {
            try await database.transaction { tx in
                try tx.execute("SELECT 1")
                entered.raise()
                return try tx.fetch("SELECT pg_sleep(0.05)::text, 5") { row in
                    row.skip()
                    return try row.next(Int.self)
                }
            }
        }
        try await eventually("the transaction runs") { entered.isRaised }
        await database.close()
        #expect(try await running.value == [5])
        #expect(
            await postgresError { try await database.transaction { try $0.execute("SELECT 1") } }?.code == .poolClosed)
    }

    @Test("Cancelling run() closes the database")
    func run() async throws {
        let database = Database(try TestServer.configuration(poolSize: 1))
        let service = Task { await database.run() }
        try await database.transaction { try $0.execute("SELECT 1") }
        service.cancel()
        await service.value
        #expect(
            await postgresError { try await database.transaction { try $0.execute("SELECT 1") } }?.code == .poolClosed)
    }

    @Test("A database that is dropped closes its connections")
    func dropped() async throws {
        let configuration = try TestServer.configuration(poolSize: 2)
        do {
            let database = Database(configuration)
            try await database.transaction { try $0.execute("SELECT 1") }
        }
        try await TestServer.withDatabase(poolSize: 1) { watcher in
            try await eventually("the connections are closed") {
                try await watcher.transaction { tx in
                    try tx.fetch(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = \(configuration.applicationName ?? "")"
                    ) { try $0.next(Int.self) }
                } == [0]
            }
        }
    }

    @Test("What happens is observed with the statement's name and its outcome")
    func observations() async throws {
        let seen = Record<String>()
        try await TestServer.withDatabase(poolSize: 1) {
            $0.observe = { event in
                switch event {
                case .statement(let name, _, .rows(let count)): seen.append("\(name ?? "-") \(count)")
                case .statement(let name, _, .failed(let error)):
                    seen.append("\(name ?? "-") \(error.sqlState?.rawValue ?? "")")
                case .connected: seen.append("connected")
                case .disconnected: seen.append("disconnected")
                default: break
                }
            }
        } _: { database in
            _ = await postgresError {
                try await database.transaction { tx in
                    _ = try tx.fetch(Statement("three", "SELECT generate_series(1, 3)") { try $0.next(Int.self) })
                    try tx.execute("SELECT 1/0")
                }
            }
        }
        #expect(seen.elements == ["connected", "three 3", "- 22012", "disconnected"])
    }
}

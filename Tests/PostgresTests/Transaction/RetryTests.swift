import Dispatch
import Postgres
import Testing

@Suite struct RetryTests {
    /// Two transactions lock two rows in opposite order, each waiting until the other holds its first.
    @Test("A deadlock is resolved by running one body again, and both changes stand")
    func deadlock() async throws {
        try await TestServer.withTable("id int PRIMARY KEY, n int NOT NULL") { table, _ in
            try await TestServer.withDatabase(poolSize: 2) { database in
                try await database.transaction {
                    try $0.execute("INSERT INTO \(fragment: table) VALUES (1, 0), (2, 0)")
                }
                let meeting = Meeting()
                let runs = Counter()
                @Sendable func lockBoth(_ first: Int32, _ second: Int32) async throws {
                    try await database.transaction { tx in
                        runs.increment()
                        let add: @Sendable (Int32) -> Command = {
                            Command("add", "UPDATE \(fragment: table) SET n = n + 1 WHERE id = \($0)")
                        }
                        try tx.execute(add(first))
                        meeting.arriveAndWait()
                        try tx.execute(add(second))
                    }
                }
                async let one: Void = lockBoth(1, 2)
                async let two: Void = lockBoth(2, 1)
                _ = try await (one, two)
                let counts = try await database.integers("SELECT n FROM \(fragment: table) ORDER BY id")
                #expect(counts == [2, 2])
                #expect(runs.value == 3)
            }
        }
    }

    @Test("A serialization failure runs the whole body again, even when the body hides it behind an error of its own")
    func serialization() async throws {
        struct Hidden: Error {}
        try await TestServer.withTable("n int NOT NULL") { table, _ in
            try await TestServer.withDatabase(poolSize: 2) { database in
                try await database.transaction { try $0.execute("INSERT INTO \(fragment: table) VALUES (0)") }
                let meeting = Meeting()
                let runs = Counter()
                @Sendable func increment() async throws {
                    try await database.transaction(isolation: .serializable) { tx in
                        runs.increment()
                        let n = try tx.one(
                            Statement("read", "SELECT n FROM \(fragment: table)") { try $0.next(Int32.self) })
                        meeting.arriveAndWait()
                        do {
                            try tx.execute(Command("write", "UPDATE \(fragment: table) SET n = \(n + 1)"))
                        } catch {
                            throw Hidden()
                        }
                    }
                }
                async let one: Void = increment()
                async let two: Void = increment()
                _ = try await (one, two)
                let n = try await database.integers("SELECT n FROM \(fragment: table)")
                #expect(n == [2] && runs.value == 3)
            }
        }
    }

    @Test("A conflict that never ends is thrown after the allowed number of runs")
    func bounded() async throws {
        let runs = Counter()
        try await TestServer.withDatabase {
            $0.attemptLimit = 3
        } _: { database in
            let error = await postgresError {
                try await database.transaction { tx in
                    runs.increment()
                    try tx.execute("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$")
                }
            }
            #expect(error?.sqlState == .serializationFailure)
        }
        #expect(runs.value == 3)
    }

    @Test("Any other error is thrown after one run")
    func once() async throws {
        let runs = Counter()
        try await TestServer.withDatabase { database in
            _ = await postgresError {
                try await database.transaction { tx in
                    runs.increment()
                    try tx.execute("DO $$ BEGIN RAISE SQLSTATE '55P03'; END $$")
                }
            }
        }
        #expect(runs.value == 1)
    }

    /// Where two bodies meet, once; who comes later goes through.
    private final class Meeting: Sendable {
        private let arrivals = Counter()
        private let bothHere = DispatchSemaphore(value: 0)

        func arriveAndWait() {
            let number = arrivals.increment()
            if number == 2 { bothHere.signal() }
            if number == 1 { bothHere.wait() }
        }
    }
}

import Postgres
import PostgresTestSupport
import Testing

@Suite struct BreakerTests {
    @Test(
        "After failed connects callers are told at once why, nothing is tried, and when the server is back so is the pool"
    )
    func opensAndCloses() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        let attempts = Counter()
        let circuit = Record<String>()
        try await TestServer.withDatabase(poolSize: 2) {
            $0.conninfo = proxy.conninfo
            $0.breakerThreshold = 2
            $0.breakerPause = .milliseconds(100)
            $0.breakerLongestPause = .milliseconds(100)
            $0.observe = { event in
                switch event {
                case .connectFailed: attempts.increment()
                case .circuitOpened(let cause): circuit.append("opened \(cause?.code == .unreachable)")
                case .circuitClosed: circuit.append("closed")
                default: break
                }
            }
        } _: { database in
            let ask: @Sendable () async -> PostgresError? = {
                await postgresError { try await database.transaction { try $0.execute("SELECT 1") } }
            }
            proxy.set(.close)
            // How many fall between two attempts is a matter of time; that some do is not.
            var heldBack = 0
            while heldBack == 0 {
                let error = await ask()
                #expect(error?.code == .unreachable)
                if (error?.underlying as? PostgresError)?.code == .unreachable { heldBack += 1 }
            }
            #expect(attempts.value >= 2)
            proxy.set(.none)
            try await eventually("the server is found again") { await ask() == nil }
            #expect(circuit.elements == ["opened true", "closed"])
        }
    }

    @Test("Closing a pool does not wait for a connection that is being made to a server that is deaf")
    func closingWhileConnecting() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        proxy.set(.deaf)
        var configuration = try TestServer.configuration(poolSize: 1)
        configuration.conninfo = proxy.conninfo
        configuration.connectTimeout = .seconds(86_400)
        let database = Database(configuration)
        let waiting = Task {
            await postgresError { try await database.transaction { try $0.execute("SELECT 1") } }
        }
        try await eventually("the proxy is asked") { proxy.connections > 0 }
        await database.close()
        #expect(await waiting.value?.code == .poolClosed)
    }
}

import Postgres
import PostgresTestSupport
import Testing

@Suite struct ListenerTests {
    private func notify(_ channel: String, _ payload: String) async throws {
        try await Connection.withConnection(try TestServer.configuration()) { session in
            try session.execute("SELECT pg_notify(\(channel), \(payload))")
        }
    }

    @Test("Notifications come in order, with their channel and text")
    func notifications() async throws {
        let channel = TestServer.uniqueName("Channel")
        var events = Listener(try TestServer.configuration().connection, channels: [channel]).makeAsyncIterator()
        #expect(await events.next() == .listening)
        for n in 1...3 { try await notify(channel, "message \(n)") }
        for n in 1...3 {
            guard case .notification(let notification)? = await events.next() else {
                Issue.record("no notification")
                return
            }
            #expect(notification.channel == channel && notification.payload == "message \(n)")
        }
    }

    @Test("After its backend was terminated the listener listens again and says that there was a gap")
    func gap() async throws {
        let channel = TestServer.uniqueName("channel")
        let settings = try TestServer.configuration().connection
        var events = Listener(settings, channels: [channel]).makeAsyncIterator()
        #expect(await events.next() == .listening)
        try await Connection.withConnection(try TestServer.configuration()) { session in
            try session.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = \(settings.applicationName ?? "")"
            )
        }
        #expect(await events.next() == .gap)
        try await notify(channel, "after")
        guard case .notification(let notification)? = await events.next() else {
            Issue.record("no notification")
            return
        }
        #expect(notification.payload == "after")
    }

    @Test("A line that falls silent is found out by the heartbeat")
    func silence() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        _ = try TestServer.host
        var settings = ConnectionSettings(conninfo: proxy.conninfo)
        settings.connectTimeout = .milliseconds(300)
        settings.cancelGrace = .milliseconds(100)
        settings.observe = { event in
            // The line works again as soon as the listener has given the silent one up.
            if case .disconnected = event { proxy.set(.none) }
        }
        var events = Listener(settings, channels: ["quiet"], heartbeat: .milliseconds(50)).makeAsyncIterator()
        #expect(await events.next() == .listening)
        proxy.set(.silence)
        #expect(await events.next() == .gap)
    }

    @Test(
        "What is sent while the connection is away is not told; that something may have been is",
        arguments: [Fault.close, .reset])
    func missed(fault: Fault) async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        let channel = TestServer.uniqueName("channel")
        var events = Listener(ConnectionSettings(conninfo: proxy.conninfo), channels: [channel]).makeAsyncIterator()
        #expect(await events.next() == .listening)
        proxy.set(fault)
        let before = proxy.connections
        try await eventually("it tries again") { proxy.connections > before }
        try await notify(channel, "missed")
        proxy.set(.none)
        #expect(await events.next() == .gap)
        try await notify(channel, "heard")
        guard case .notification(let notification)? = await events.next() else {
            Issue.record("no notification")
            return
        }
        #expect(notification.payload == "heard")
    }

    @Test("A listener whose server is away at first listens when it comes, and there was no gap before that")
    func awayAtFirst() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        proxy.set(.close)
        var events = Listener(ConnectionSettings(conninfo: proxy.conninfo), channels: ["some"]).makeAsyncIterator()
        try await eventually("it tries") { proxy.connections > 1 }
        proxy.set(.none)
        #expect(await events.next() == .listening)
    }

    @Test("A server that answers the heartbeat is left alone, however long nothing is said")
    func heartbeat() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        let beats = Counter()
        var settings = ConnectionSettings(conninfo: proxy.conninfo)
        settings.observe = { if case .statement = $0 { beats.increment() } }
        let channel = TestServer.uniqueName("channel")
        var events = Listener(settings, channels: [channel], heartbeat: .milliseconds(10)).makeAsyncIterator()
        #expect(await events.next() == .listening)
        try await eventually("the heart beats") { beats.value > 10 }
        #expect(proxy.connections == 1)
        try await notify(channel, "still there")
        guard case .notification(let notification)? = await events.next() else {
            Issue.record("no notification")
            return
        }
        #expect(notification.payload == "still there")
    }

    @Test("A reader that is too slow is told that it missed something")
    func slowReader() async throws {
        let channel = TestServer.uniqueName("channel")
        let listener = Listener(
            try TestServer.configuration().connection, channels: [channel], heartbeat: .milliseconds(20), bufferLimit: 2
        )
        var events = listener.makeAsyncIterator()
        #expect(await events.next() == .listening)
        try await Connection.withConnection(try TestServer.configuration()) { session in
            try session.execute("SELECT pg_notify(\(channel), g::text) FROM generate_series(1, 100) g")
        }
        var sawGap = false
        while !sawGap {
            guard let event = await events.next() else { break }
            sawGap = event == .gap
        }
        #expect(sawGap)
    }

    @Test("Leaving the loop closes the connection")
    func leaving() async throws {
        let settings = try TestServer.configuration().connection
        for await event in Listener(settings, channels: ["some"]) {
            #expect(event == .listening)
            break
        }
        try await TestServer.withDatabase(poolSize: 1) { watcher in
            try await eventually("the listener's connection is closed") {
                try await watcher.transaction { tx in
                    try tx.fetch(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = \(settings.applicationName ?? "")"
                    ) { try $0.next(Int.self) }
                } == [0]
            }
        }
    }
}

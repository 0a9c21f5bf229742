/// What a listener's thread does: connect, listen, pass on, and again when the connection breaks.
struct ListenerLoop {
    let settings: ConnectionSettings
    let channels: [String]
    let heartbeat: Duration
    let interruption: Interruption
    let continuation: AsyncStream<Listener.Event>.Continuation
    /// Whether the channels have been listened to before.
    private var hasListened = false
    /// Whether the reader still has to be told of a gap, because its buffer was full.
    private var owesGap = false

    private static let shortestPause: Duration = .milliseconds(100)
    private static let longestPause: Duration = .seconds(10)

    init(
        settings: ConnectionSettings, channels: [String], heartbeat: Duration, interruption: Interruption,
        continuation: AsyncStream<Listener.Event>.Continuation
    ) {
        self.settings = settings
        self.channels = channels
        self.heartbeat = heartbeat
        self.interruption = interruption
        self.continuation = continuation
    }

    mutating func run() {
        var pause = Self.shortestPause
        while !interruption.isRequested {
            guard let wake = try? WakeSignal() else { return }
            let wire = Wire(settings: settings, wake: wake) { $0?.finish() }
            do {
                try listen(on: wire)
                pause = Self.shortestPause
                try passOn(from: wire)
            } catch {
                // The observer is told; a listener's only answer is to try again.
                if !interruption.isRequested { wire.markSpent() }
            }
            wire.end()
            wire.close()
            rest(for: pause, wake)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private mutating func listen(on wire: Wire) throws {
        try wire.connect(interruption)
        wire.begin(nil, interruption: interruption, deadline: .now + settings.connectTimeout)
        for channel in channels {
            _ = try wire.run("LISTEN \(identifier: channel)", name: nil)
        }
        if hasListened { owesGap = true } else { continuation.yield(.listening) }
        hasListened = true
        payGap()
    }

    private mutating func passOn(from wire: Wire) throws(PostgresError) {
        while true {
            let handle = try wire.live()
            while let notification = handle.nextNotification() { tell(notification) }
            payGap()
            let ready = Readiness.wait(
                socket: handle.socket, writable: false, signal: wire.wake, milliseconds: Wire.milliseconds(heartbeat))
            guard !interruption.isRequested else { throw PostgresError(.cancelled, "nobody listens any more") }
            if ready.socket {
                guard handle.consumeInput() else { throw wire.lost() }
            } else if ready.timedOut {
                wire.deadline = .now + settings.connectTimeout
                _ = try wire.run("SELECT 1", name: nil)
            }
        }
    }

    private mutating func tell(_ notification: Notification) {
        payGap()
        guard !owesGap else { return }
        if case .dropped = continuation.yield(.notification(notification)) { owesGap = true }
    }

    private mutating func payGap() {
        guard owesGap else { return }
        if case .dropped = continuation.yield(.gap) { return }
        owesGap = false
    }

    /// Waits before the next attempt, for any time up to `pause` so that many listeners don't come back at once.
    private func rest(for pause: Duration, _ wake: WakeSignal) {
        interruption.attach(wake)
        defer { interruption.detach() }
        guard !interruption.isRequested else { return }
        _ = Readiness.wait(
            socket: -1, writable: false, signal: wake,
            milliseconds: Wire.milliseconds(pause * Double.random(in: 0.5...1)))
    }
}

/// Carries out what ``PoolState`` decides: opens and closes connections, wakes waiting callers, keeps the time.
///
/// Nothing has to run beside it: a timer task exists only while something can become due, and holds the pool weakly.
final class Pool: Sendable {
    /// A connection lent to one caller.
    struct Lease: Sendable {
        let id: PoolState.ConnectionID
        let connection: Connection
        let needsPing: Bool
    }

    private struct Book: Sendable {
        var state: PoolState
        var connections: [PoolState.ConnectionID: Connection] = [:]
        var waiters: [PoolState.WaiterID: CheckedContinuation<Lease, any Error>] = [:]
        var lastWaiter: PoolState.WaiterID = 0
        var timer: Task<Void, Never>?
        var timerDue: ContinuousClock.Instant?
        var draining: [CheckedContinuation<Void, Never>] = []
        /// Whether the state machine has no connection left, and how many are still being closed.
        var isEmpty = false
        var closing = 0

        var isDrained: Bool { isEmpty && closing == 0 }

        /// Those who wait for the end, once it has come.
        mutating func takeDraining() -> [CheckedContinuation<Void, Never>] {
            guard isDrained else { return [] }
            defer { draining = [] }
            return draining
        }
    }

    private let configuration: Database.Configuration
    private let book: Locked<Book>

    init(_ configuration: Database.Configuration) {
        self.configuration = configuration
        book = Locked(
            Book(
                state: PoolState(
                    limits: PoolState.Limits(
                        size: max(1, configuration.poolSize), waiters: configuration.waiterLimit,
                        idleTimeout: configuration.idleTimeout, pingAfter: configuration.pingAfter))))
    }

    deinit { book.withLock { $0.timer?.cancel() } }

    /// Lends a connection, waiting for one until the deadline.
    ///
    /// - Throws: `.poolExhausted`, `.poolClosed`, `.cancelled`, and what connecting throws.
    func acquire(until deadline: ContinuousClock.Instant) async throws -> Lease {
        while true {
            let lease = try await lend(until: deadline)
            guard lease.needsPing else { return lease }
            if await lease.connection.ping() { return lease }
            release(lease, .lost)
        }
    }

    private func lend(until deadline: ContinuousClock.Instant) async throws -> Lease {
        let waiter = book.withLock { book -> PoolState.WaiterID in
            book.lastWaiter += 1
            return book.lastWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                apply(registering: (waiter, continuation)) { $0.acquire(waiter, until: deadline, now: .now) }
                // The task may have been cancelled before there was anything to withdraw.
                if Task.isCancelled { withdraw(waiter) }
            }
        } onCancel: {
            withdraw(waiter)
        }
    }

    private func withdraw(_ waiter: PoolState.WaiterID) {
        let continuation = book.withLock { book -> CheckedContinuation<Lease, any Error>? in
            book.state.withdraw(waiter) ? book.waiters.removeValue(forKey: waiter) : nil
        }
        continuation?.resume(throwing: PostgresError(.cancelled, "nothing was sent"))
    }

    /// Takes a connection back. Any thread may call it.
    func release(_ lease: Lease, _ health: ConnectionHealth) {
        apply { state in
            let actions = state.release(lease.id, isUsable: health == .idle, now: .now)
            return health == .lost ? actions + state.distrustIdle() : actions
        }
    }

    /// Closes every connection as it comes back, and returns when all are closed.
    func close() async {
        apply { $0.close() }
        await waitUntilDrained()
    }

    /// Returns when the pool has been closed and every connection with it.
    func waitUntilDrained() async {
        await withCheckedContinuation { continuation in
            let isDrained = book.withLock { book -> Bool in
                if !book.isDrained { book.draining.append(continuation) }
                return book.isDrained
            }
            if isDrained { continuation.resume() }
        }
    }

    /// Feeds an event to the state machine and carries out what follows, outside the lock.
    private func apply(
        registering waiter: (PoolState.WaiterID, CheckedContinuation<Lease, any Error>)? = nil,
        failure: (any Error)? = nil, _ event: (inout PoolState) -> [PoolState.Action]
    ) {
        let effects = book.withLock { book -> [Effect] in
            if let waiter { book.waiters[waiter.0] = waiter.1 }
            let actions = event(&book.state)
            defer { arm(&book) }
            return actions.compactMap { effect(of: $0, failure, &book) }
        }
        for effect in effects { carryOut(effect) }
    }

    private enum Effect: Sendable {
        case open(PoolState.ConnectionID)
        case close(Connection)
        case resume(CheckedContinuation<Lease, any Error>, Result<Lease, any Error>)
        case drained([CheckedContinuation<Void, Never>])
    }

    private func effect(of action: PoolState.Action, _ failure: (any Error)?, _ book: inout Book) -> Effect? {
        switch action {
        case .open(let id): return .open(id)
        case .close(let id):
            guard let connection = book.connections.removeValue(forKey: id) else { return nil }
            book.closing += 1
            return .close(connection)
        case .lease(let id, let waiter, let ping):
            guard let connection = book.connections[id], let continuation = book.waiters.removeValue(forKey: waiter)
            else { return nil }
            return .resume(continuation, .success(Lease(id: id, connection: connection, needsPing: ping)))
        case .refuse(let waiter, let refusal):
            guard let continuation = book.waiters.removeValue(forKey: waiter) else { return nil }
            return .resume(continuation, .failure(Self.error(for: refusal, failure)))
        case .drained:
            book.isEmpty = true
            return .drained(book.takeDraining())
        }
    }

    private func carryOut(_ effect: Effect) {
        switch effect {
        case .open(let id): Task { await self.open(id) }
        case .close(let connection): Task { await self.close(connection) }
        case .resume(let continuation, let result): continuation.resume(with: result)
        case .drained(let continuations):
            for continuation in continuations { continuation.resume() }
        }
    }

    private func close(_ connection: Connection) async {
        await connection.close()
        let waiting = book.withLock { book in
            book.closing -= 1
            return book.takeDraining()
        }
        for continuation in waiting { continuation.resume() }
    }

    private func open(_ id: PoolState.ConnectionID) async {
        do {
            let connection = try Connection(configuration.connection)
            try await connection.open()
            // A spread of a tenth, so that connections made together don't all end together.
            let lifetime = configuration.maxLifetime * Double.random(in: 0.9...1.0)
            book.withLock { $0.connections[id] = connection }
            apply { $0.opened(id, expires: .now + lifetime, now: .now) }
        } catch {
            apply(failure: error) { $0.openFailed(id, now: .now) }
        }
    }

    /// Sets the timer for the next moment at which something becomes due.
    private func arm(_ book: inout Book) {
        guard let due = book.state.nextTick else { return }
        if let armed = book.timerDue, armed <= due { return }
        book.timer?.cancel()
        book.timerDue = due
        book.timer = Task { [weak self] in
            do { try await Task.sleep(until: due, clock: .continuous) } catch { return }
            self?.timerFired()
        }
    }

    private func timerFired() {
        book.withLock { $0.timerDue = nil }
        apply { $0.tick(now: .now) }
    }

    private static func error(for refusal: PoolState.Refusal, _ failure: (any Error)?) -> any Error {
        switch refusal {
        case .timedOut: PostgresError(.poolExhausted, "the wait for a connection was too long")
        case .queueFull: PostgresError(.poolExhausted, "too many callers are waiting for a connection")
        case .closed: PostgresError(.poolClosed, "close() was called")
        case .connectFailed: failure ?? PostgresError(.connectionFailed, "no connection could be made")
        }
    }
}

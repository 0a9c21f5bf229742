import Synchronization

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
        /// The connections being made, so that closing need not wait for a server that is away.
        var openings: [PoolState.ConnectionID: Interruption] = [:]
        /// Why the latest connection could not be made.
        var lastFailure: (any Error)?
        var waiters: [PoolState.WaiterID: Place] = [:]
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
    private let lastWaiter = Atomic<PoolState.WaiterID>(0)

    init(_ configuration: Database.Configuration) {
        self.configuration = configuration
        book = Locked(
            Book(
                state: PoolState(
                    limits: PoolState.Limits(
                        size: max(1, configuration.poolSize), waiters: configuration.waiterLimit,
                        idleTimeout: configuration.idleTimeout, pingAfter: configuration.pingAfter,
                        breaker: configuration.breakerLimits))))
    }

    deinit { book.withLock { $0.timer?.cancel() } }

    /// A number no other place in the queue has.
    func nextWaiter() -> PoolState.WaiterID { lastWaiter.add(1, ordering: .relaxed).newValue }

    /// Puts a caller in the queue; its place is told when it has a connection, or why it gets none.
    func enter(_ place: Place) {
        apply(registering: place) { $0.acquire(place.id, until: place.patience, now: .now) }
        // The task may have been cancelled before there was anything to withdraw.
        if place.interruption.isRequested { withdraw(place) }
    }

    /// The task of a caller was cancelled; if it has no connection yet, it goes.
    func withdraw(_ place: Place) {
        let isWaiting = book.withLock { book in
            guard book.state.withdraw(place.id) else { return false }
            book.waiters[place.id] = nil
            return true
        }
        if isWaiting { place.decide(.failure(PostgresError(.cancelled, "nothing was sent"))) }
    }

    func observeWait(_ duration: Duration) { configuration.observe?(.waitedForConnection(duration)) }

    /// Takes a connection back. Any thread may call it.
    func release(_ lease: Lease, _ health: ConnectionHealth) {
        let condition: PoolState.Return =
            switch health {
            case .idle: .idle
            case .unusable: .unusable
            case .lost, .misplaced: .suspect
            }
        apply { $0.release(lease.id, condition, now: .now) }
    }

    /// Closes every connection as it comes back, and returns when all are closed.
    func close() async {
        apply { $0.close() }
        for opening in book.withLock({ Array($0.openings.values) }) { opening.request() }
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
        registering place: Place? = nil, failure: (any Error)? = nil,
        _ event: (inout PoolState) -> [PoolState.Action]
    ) {
        let effects = book.withLock { book -> [Effect] in
            if let place { book.waiters[place.id] = place }
            if let failure { book.lastFailure = failure }
            let wasOpen = book.state.breaker.isOpen
            let actions = event(&book.state)
            arm(&book)
            var effects = actions.compactMap { effect(of: $0, &book) }
            if book.state.breaker.isOpen != wasOpen {
                effects.append(.observe(wasOpen ? .circuitClosed : .circuitOpened(book.lastFailure as? PostgresError)))
            }
            return effects
        }
        for effect in effects { carryOut(effect) }
    }

    private enum Effect: Sendable {
        case open(PoolState.ConnectionID, Interruption)
        case close(Connection)
        case decide(Place, Place.Fate)
        case drained([CheckedContinuation<Void, Never>])
        case observe(Observation)
    }

    private func effect(of action: PoolState.Action, _ book: inout Book) -> Effect? {
        switch action {
        case .open(let id):
            let interruption = Interruption()
            book.openings[id] = interruption
            return .open(id, interruption)
        case .close(let id):
            guard let connection = book.connections.removeValue(forKey: id) else { return nil }
            book.closing += 1
            return .close(connection)
        case .lease(let id, let waiter, let ping):
            guard let connection = book.connections[id], let place = book.waiters.removeValue(forKey: waiter) else {
                return nil
            }
            return .decide(place, .success(Lease(id: id, connection: connection, needsPing: ping)))
        case .refuse(let waiter, let refusal):
            guard let place = book.waiters.removeValue(forKey: waiter) else { return nil }
            return .decide(place, .failure(Self.error(for: refusal, book.lastFailure)))
        case .drained:
            book.isEmpty = true
            return .drained(book.takeDraining())
        }
    }

    private func carryOut(_ effect: Effect) {
        switch effect {
        case .open(let id, let interruption): Task { await self.open(id, interruption) }
        case .close(let connection): Task { await self.close(connection) }
        case .decide(let place, let fate): place.decide(fate)
        case .drained(let continuations):
            for continuation in continuations { continuation.resume() }
        case .observe(let observation): configuration.observe?(observation)
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

    private func open(_ id: PoolState.ConnectionID, _ interruption: Interruption) async {
        do {
            let connection = try Connection(configuration.connection)
            try await connection.open(interruption)
            // A spread of a tenth, so that connections made together don't all end together.
            let lifetime = configuration.maxLifetime * Double.random(in: 0.9...1.0)
            book.withLock { book in
                book.openings[id] = nil
                book.connections[id] = connection
            }
            apply { $0.opened(id, expires: .now + lifetime, now: .now) }
        } catch {
            book.withLock { $0.openings[id] = nil }
            apply(failure: error) { $0.openFailed(id, spread: .random(in: 0...1), now: .now) }
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
        case .heldBack: heldBack(by: failure)
        }
    }

    /// The failure that opened the circuit breaker, in the words of one who has not tried it.
    private static func heldBack(by failure: (any Error)?) -> any Error {
        guard let failure = failure as? PostgresError else {
            return failure ?? PostgresError(.connectionFailed, "no connection could be made")
        }
        return failure.with {
            $0.explanation = "connecting failed several times just before, and is tried again in a moment"
            $0.underlying = failure
        }
    }
}

import DequeModule

/// The pool's decisions as a pure state machine: events go in with the time, actions come out.
///
/// It opens nothing, waits for nothing and reads no clock, so every order of events can be tested. The driver
/// (``Pool``) carries the actions out and reports what became of them.
struct PoolState: Sendable {
    typealias ConnectionID = Int
    typealias WaiterID = UInt64
    typealias Instant = ContinuousClock.Instant

    struct Limits: Sendable {
        /// The most connections at a time.
        var size: Int
        /// The most callers that may wait.
        var waiters: Int
        /// How long an idle connection is kept.
        var idleTimeout: Duration
        /// After how long without use a connection is asked whether it lives before it is lent.
        var pingAfter: Duration
        var breaker = CircuitBreaker.Limits()
    }

    enum Action: Equatable, Sendable {
        case open(ConnectionID)
        case close(ConnectionID)
        case lease(ConnectionID, to: WaiterID, ping: Bool)
        case refuse(WaiterID, Refusal)
        case drained
    }

    enum Refusal: Equatable, Sendable {
        /// The waiter's deadline passed.
        case timedOut
        /// Too many are waiting already.
        case queueFull
        /// No connection could be made; the driver knows why.
        case connectFailed
        /// Connecting has failed several times and is not tried at the moment; the driver knows why it failed.
        case heldBack
        /// The pool is closing.
        case closed
    }

    /// What a connection is that comes back.
    enum Return: Sendable {
        /// Good for the next caller.
        case idle
        /// Not to be lent again; that says nothing of the others.
        case unusable
        /// Broken, or at a server that is no longer the right one: nor are the others to be trusted.
        case suspect
    }

    private enum Place {
        case opening(since: Instant)
        case idle(since: Instant)
        case leased
    }

    private struct Member {
        var place: Place
        /// When the connection has lived long enough.
        var expires: Instant
        /// Which server it was made for: every time the pool loses trust in its connections, a new one begins.
        let epoch: Int
    }

    private let limits: Limits
    private(set) var breaker: CircuitBreaker
    private var members: [ConnectionID: Member] = [:]
    /// The idle connections, the latest used last: it is lent first, and the others grow old and go.
    private var idle: [ConnectionID] = []
    private var opening = 0
    /// The waiting callers in the order they came; those no longer in `deadlines` have gone.
    private var queue: Deque<WaiterID> = []
    private var deadlines: [WaiterID: Instant] = [:]
    private var nextID: ConnectionID = 0
    private var epoch = 0
    private(set) var isClosing = false
    /// When ``tick(now:)`` has something to do next, or a moment before: reckoned anew only by a tick, because that looks
    /// at every caller and every connection. `nil` while nothing can become due.
    private(set) var nextTick: Instant?

    init(limits: Limits) {
        self.limits = limits
        breaker = CircuitBreaker(limits.breaker)
    }

    var size: Int { members.count }
    var idleCount: Int { idle.count }
    var waiterCount: Int { deadlines.count }
    var openingCount: Int { opening }
    /// The entries of the queue, those of callers who have gone included; bounded by twice the callers.
    var queueLength: Int { queue.count }
    private var leasedCount: Int { members.count - idle.count - opening }

    /// A caller wants a connection.
    mutating func acquire(_ waiter: WaiterID, until deadline: Instant, now: Instant) -> [Action] {
        guard !isClosing else { return [.refuse(waiter, .closed)] }
        var actions: [Action] = []
        while let id = idle.popLast() {
            guard case .idle(let since)? = members[id]?.place, let expires = members[id]?.expires else { continue }
            guard expires > now else {
                actions.append(discard(id))
                continue
            }
            members[id]?.place = .leased
            return actions + [.lease(id, to: waiter, ping: now - since > limits.pingAfter)]
        }
        guard deadline > now else { return actions + [.refuse(waiter, .timedOut)] }
        guard deadlines.count < limits.waiters else { return actions + [.refuse(waiter, .queueFull)] }
        // Who could only wait for the one attempt that is being made, or for none, is told at once.
        guard !breaker.holdsBack(now) || leasedCount > 0 else { return actions + [.refuse(waiter, .heldBack)] }
        queue.append(waiter)
        deadlines[waiter] = deadline
        remind(at: deadline)
        return actions + grow(now)
    }

    /// A connection that was to be opened is ready.
    mutating func opened(_ id: ConnectionID, expires: Instant, now: Instant) -> [Action] {
        guard let member = members[id], case .opening = member.place else { return [.close(id)] }
        opening -= 1
        breaker.succeeded()
        guard !isClosing else { return [discard(id)] + drainedIfEmpty() }
        // It may have reached the server that has just been found wanting.
        guard member.epoch == epoch else { return [discard(id)] + grow(now) }
        members[id]?.expires = expires
        return hand(id, now) + grow(now)
    }

    /// A connection could not be opened: when there is no other to wait for, every waiting caller is told.
    ///
    /// - Parameter spread: A number from 0 to 1, for the pause of the circuit breaker.
    mutating func openFailed(_ id: ConnectionID, spread: Double = 0, now: Instant) -> [Action] {
        guard let member = members[id], case .opening(let start) = member.place else { return [] }
        members[id] = nil
        opening -= 1
        guard !isClosing else { return drainedIfEmpty() }
        breaker.failed(startedAt: start, spread: spread, now: now)
        guard members.isEmpty else {
            if !deadlines.isEmpty, let nextTry = breaker.nextTry { remind(at: nextTry) }
            return []
        }
        var actions: [Action] = []
        while let waiter = popWaiter() { actions.append(.refuse(waiter, .connectFailed)) }
        return actions
    }

    /// A caller gives its connection back.
    mutating func release(_ id: ConnectionID, _ condition: Return, now: Instant) -> [Action] {
        guard let member = members[id], case .leased = member.place else { return [] }
        var actions: [Action] = []
        // What others find out about connections of the same age has been acted on already.
        if condition == .suspect, member.epoch == epoch {
            epoch += 1
            actions = discardIdle()
        }
        if isClosing { return actions + [discard(id)] + drainedIfEmpty() }
        guard condition == .idle, member.expires > now, member.epoch == epoch else {
            return actions + [discard(id)] + grow(now)
        }
        return hand(id, now)
    }

    /// A waiting caller has gone, because its task was cancelled.
    ///
    /// - Returns: Whether it was still waiting.
    mutating func withdraw(_ waiter: WaiterID) -> Bool {
        guard deadlines.removeValue(forKey: waiter) != nil else { return false }
        // Its entry stays in the queue until its turn comes; where none does, the queue must not grow for ever.
        if queue.count > 64, queue.count > 2 * deadlines.count { queue.removeAll { deadlines[$0] == nil } }
        return true
    }

    /// Time has passed: callers whose deadline is over are refused, connections idle for too long are closed, and after
    /// a failure another connection is tried for those who still wait.
    mutating func tick(now: Instant) -> [Action] {
        var actions: [Action] = []
        for waiter in queue {
            if let deadline = deadlines[waiter], deadline <= now {
                deadlines[waiter] = nil
                actions.append(.refuse(waiter, .timedOut))
            }
        }
        queue.removeAll { deadlines[$0] == nil }
        let old = idle.filter { id in idleEnd(id).map { $0 <= now } ?? true }
        idle.removeAll { old.contains($0) }
        actions += old.map { discard($0) } + grow(now)
        nextTick = (idle.map(idleEnd) + [deadlines.values.min(), retryTime]).compactMap { $0 }.min()
        return actions
    }

    /// The pool is to end: who waits is refused, what is idle is closed, what is lent is closed when it comes back.
    mutating func close() -> [Action] {
        guard !isClosing else { return [] }
        isClosing = true
        let refused = queue.filter { deadlines[$0] != nil }.map { Action.refuse($0, .closed) }
        queue.removeAll()
        deadlines.removeAll()
        return refused + discardIdle() + drainedIfEmpty()
    }

    private mutating func hand(_ id: ConnectionID, _ now: Instant) -> [Action] {
        if let waiter = popWaiter() {
            members[id]?.place = .leased
            return [.lease(id, to: waiter, ping: false)]
        }
        members[id]?.place = .idle(since: now)
        idle.append(id)
        if let end = idleEnd(id) { remind(at: end) }
        return []
    }

    private mutating func popWaiter() -> WaiterID? {
        while let waiter = queue.popFirst() {
            if deadlines.removeValue(forKey: waiter) != nil { return waiter }
        }
        return nil
    }

    /// Opens as many connections as there are callers without one on its way, within the pool's size and as far as the
    /// circuit breaker lets it.
    private mutating func grow(_ now: Instant) -> [Action] {
        var actions: [Action] = []
        while opening < deadlines.count, members.count < limits.size, breaker.admit(now) {
            nextID += 1
            members[nextID] = Member(place: .opening(since: now), expires: now, epoch: epoch)
            opening += 1
            actions.append(.open(nextID))
        }
        if let retryTime, retryTime > now { remind(at: retryTime) }
        return actions
    }

    /// When to try again for those who wait for a connection that is lent, while others can't be made.
    private var retryTime: Instant? {
        opening < deadlines.count && members.count < limits.size ? breaker.nextTry : nil
    }

    /// When an idle connection has been kept long enough.
    private func idleEnd(_ id: ConnectionID) -> Instant? {
        guard let member = members[id], case .idle(let since) = member.place else { return nil }
        return min(member.expires, since + limits.idleTimeout)
    }

    private mutating func remind(at moment: Instant) {
        nextTick = nextTick.map { min($0, moment) } ?? moment
    }

    private mutating func discardIdle() -> [Action] {
        let all = idle
        idle.removeAll()
        return all.map { discard($0) }
    }

    private mutating func discard(_ id: ConnectionID) -> Action {
        members[id] = nil
        return .close(id)
    }

    private func drainedIfEmpty() -> [Action] {
        members.isEmpty ? [.drained] : []
    }
}

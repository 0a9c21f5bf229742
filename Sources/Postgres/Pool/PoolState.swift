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
        /// The pool is closing.
        case closed
    }

    private enum Place {
        case opening
        case idle(since: Instant)
        case leased
    }

    private struct Member {
        var place: Place
        /// When the connection has lived long enough.
        var expires: Instant
    }

    private let limits: Limits
    private var members: [ConnectionID: Member] = [:]
    /// The idle connections, the latest used last: it is lent first, and the others grow old and go.
    private var idle: [ConnectionID] = []
    private var opening = 0
    /// The waiting callers in the order they came; those no longer in `deadlines` have gone.
    private var queue: Deque<WaiterID> = []
    private var deadlines: [WaiterID: Instant] = [:]
    private var nextID: ConnectionID = 0
    private(set) var isClosing = false

    init(limits: Limits) {
        self.limits = limits
    }

    var size: Int { members.count }
    var idleCount: Int { idle.count }
    var waiterCount: Int { deadlines.count }

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
        queue.append(waiter)
        deadlines[waiter] = deadline
        return actions + grow(now)
    }

    /// A connection that was to be opened is ready.
    mutating func opened(_ id: ConnectionID, expires: Instant, now: Instant) -> [Action] {
        guard members[id] != nil else { return [.close(id)] }
        opening -= 1
        members[id]?.expires = expires
        return isClosing ? [discard(id)] + drainedIfEmpty() : hand(id, now)
    }

    /// A connection could not be opened: when there is no other to wait for, every waiting caller is told.
    mutating func openFailed(_ id: ConnectionID, now: Instant) -> [Action] {
        guard members.removeValue(forKey: id) != nil else { return [] }
        opening -= 1
        guard !isClosing else { return drainedIfEmpty() }
        guard members.isEmpty else { return [] }
        var actions: [Action] = []
        while let waiter = popWaiter() { actions.append(.refuse(waiter, .connectFailed)) }
        return actions
    }

    /// A caller gives a connection back.
    mutating func release(_ id: ConnectionID, isUsable: Bool, now: Instant) -> [Action] {
        guard let member = members[id] else { return [] }
        guard isUsable, !isClosing, member.expires > now else {
            let action = discard(id)
            return [action] + (isClosing ? drainedIfEmpty() : grow(now))
        }
        return hand(id, now)
    }

    /// A connection broke: the server may have gone, so the idle ones are not trusted either.
    mutating func distrustIdle() -> [Action] {
        let suspects = idle
        idle.removeAll()
        return suspects.map { discard($0) }
    }

    /// A waiting caller has gone, because its task was cancelled.
    ///
    /// - Returns: Whether it was still waiting.
    mutating func withdraw(_ waiter: WaiterID) -> Bool {
        deadlines.removeValue(forKey: waiter) != nil
    }

    /// Time has passed: callers whose deadline is over are refused, connections idle for too long are closed.
    mutating func tick(now: Instant) -> [Action] {
        var actions: [Action] = []
        for waiter in queue {
            if let deadline = deadlines[waiter], deadline <= now {
                deadlines[waiter] = nil
                actions.append(.refuse(waiter, .timedOut))
            }
        }
        queue.removeAll { deadlines[$0] == nil }
        let old = idle.filter { id in
            guard let member = members[id], case .idle(let since) = member.place else { return true }
            return member.expires <= now || now - since >= limits.idleTimeout
        }
        idle.removeAll { old.contains($0) }
        return actions + old.map { discard($0) }
    }

    /// When ``tick(now:)`` has something to do next; `nil` while nothing can become due.
    var nextTick: Instant? {
        let idleEnds = idle.compactMap { id -> Instant? in
            guard let member = members[id], case .idle(let since) = member.place else { return nil }
            return min(member.expires, since + limits.idleTimeout)
        }
        return [idleEnds.min(), deadlines.values.min()].compactMap { $0 }.min()
    }

    /// The pool is to end: who waits is refused, what is idle is closed, what is lent is closed when it comes back.
    mutating func close() -> [Action] {
        guard !isClosing else { return [] }
        isClosing = true
        let refused = queue.filter { deadlines[$0] != nil }.map { Action.refuse($0, .closed) }
        queue.removeAll()
        deadlines.removeAll()
        return refused + distrustIdle() + drainedIfEmpty()
    }

    private mutating func hand(_ id: ConnectionID, _ now: Instant) -> [Action] {
        if let waiter = popWaiter() {
            members[id]?.place = .leased
            return [.lease(id, to: waiter, ping: false)]
        }
        members[id]?.place = .idle(since: now)
        idle.append(id)
        return []
    }

    private mutating func popWaiter() -> WaiterID? {
        while let waiter = queue.popFirst() {
            if deadlines.removeValue(forKey: waiter) != nil { return waiter }
        }
        return nil
    }

    /// Opens as many connections as there are callers without one on its way, within the pool's size.
    private mutating func grow(_ now: Instant) -> [Action] {
        var actions: [Action] = []
        while opening < deadlines.count, members.count < limits.size {
            nextID += 1
            members[nextID] = Member(place: .opening, expires: now)
            opening += 1
            actions.append(.open(nextID))
        }
        return actions
    }

    private mutating func discard(_ id: ConnectionID) -> Action {
        members[id] = nil
        return .close(id)
    }

    private func drainedIfEmpty() -> [Action] {
        members.isEmpty ? [.drained] : []
    }
}

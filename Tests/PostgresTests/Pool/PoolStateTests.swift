import Testing

@testable import Postgres

@Suite struct PoolStateTests {
    private let start = ContinuousClock.now
    private func state(size: Int = 2, waiters: Int = 3) -> PoolState {
        PoolState(limits: .init(size: size, waiters: waiters, idleTimeout: .seconds(60), pingAfter: .seconds(10)))
    }
    /// `#expect` takes no mutating calls, so their results come here first.
    private func expect(
        _ actions: [PoolState.Action], _ wanted: [PoolState.Action], _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(actions == wanted, sourceLocation: location)
    }

    private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test("The first caller makes the pool open a connection and gets it when it is open")
    func firstCaller() {
        var pool = state()
        expect(pool.acquire(1, until: at(9), now: at(0)), [.open(1)])
        expect(pool.opened(1, expires: at(999), now: at(1)), [.lease(1, to: 1, ping: false)])
        #expect(pool.waiterCount == 0)
    }

    @Test("Callers get connections in the order they came, and no more are opened than the size")
    func fairness() {
        var pool = state(size: 1)
        expect(pool.acquire(1, until: at(9), now: at(0)), [.open(1)])
        expect(pool.acquire(2, until: at(9), now: at(0)), [])
        expect(pool.acquire(3, until: at(9), now: at(0)), [])
        expect(pool.opened(1, expires: at(999), now: at(1)), [.lease(1, to: 1, ping: false)])
        expect(pool.release(1, isUsable: true, now: at(2)), [.lease(1, to: 2, ping: false)])
        expect(pool.release(1, isUsable: true, now: at(3)), [.lease(1, to: 3, ping: false)])
        expect(pool.release(1, isUsable: true, now: at(4)), [])
        #expect(pool.idleCount == 1)
    }

    @Test("One caller more than may wait is refused at once")
    func queueBound() {
        var pool = state(size: 1, waiters: 2)
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.acquire(2, until: at(9), now: at(0))
        expect(pool.acquire(3, until: at(9), now: at(0)), [.refuse(3, .queueFull)])
    }

    @Test("A caller whose deadline passes is refused, one that comes back later is not")
    func deadlines() {
        var pool = state(size: 1)
        _ = pool.acquire(1, until: at(5), now: at(0))
        _ = pool.acquire(2, until: at(8), now: at(0))
        #expect(pool.nextTick == at(5))
        expect(pool.tick(now: at(5)), [.refuse(1, .timedOut)])
        expect(pool.opened(1, expires: at(999), now: at(6)), [.lease(1, to: 2, ping: false)])
        expect(pool.acquire(3, until: at(6), now: at(6)), [.refuse(3, .timedOut)])
    }

    @Test("A caller that goes is passed over, and going twice changes nothing")
    func withdrawal() {
        var pool = state(size: 1)
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.acquire(2, until: at(9), now: at(0))
        let (first, second) = (pool.withdraw(1), pool.withdraw(1))
        #expect(first && !second)
        expect(pool.opened(1, expires: at(999), now: at(1)), [.lease(1, to: 2, ping: false)])
    }

    @Test("The connection used last is lent first, and one unused for long is asked whether it lives")
    func order() {
        var pool = state()
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.acquire(2, until: at(9), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        _ = pool.opened(2, expires: at(999), now: at(0))
        _ = pool.release(1, isUsable: true, now: at(1))
        _ = pool.release(2, isUsable: true, now: at(2))
        expect(pool.acquire(3, until: at(99), now: at(3)), [.lease(2, to: 3, ping: false)])
        expect(pool.acquire(4, until: at(99), now: at(12)), [.lease(1, to: 4, ping: true)])
    }

    @Test("A connection that has lived long enough is closed when it comes back, and another opened for who waits")
    func lifetime() {
        var pool = state(size: 1)
        _ = pool.acquire(1, until: at(99), now: at(0))
        _ = pool.opened(1, expires: at(10), now: at(0))
        _ = pool.acquire(2, until: at(99), now: at(5))
        expect(pool.release(1, isUsable: true, now: at(10)), [.close(1), .open(2)])
        expect(pool.opened(2, expires: at(50), now: at(11)), [.lease(2, to: 2, ping: false)])
        expect(pool.release(2, isUsable: true, now: at(12)), [])
        expect(pool.acquire(3, until: at(99), now: at(50)), [.close(2), .open(3)])
    }

    @Test("An unusable connection is closed, and another opened only if somebody waits")
    func unusable() {
        var pool = state(size: 1)
        _ = pool.acquire(1, until: at(99), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        expect(pool.release(1, isUsable: false, now: at(1)), [.close(1)])
        #expect(pool.size == 0)
    }

    @Test("Connections idle for too long are closed when the time comes")
    func idleTimeout() {
        var pool = state()
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        _ = pool.release(1, isUsable: true, now: at(5))
        #expect(pool.nextTick == at(65))
        expect(pool.tick(now: at(64)), [])
        expect(pool.tick(now: at(65)), [.close(1)])
        #expect(pool.nextTick == nil)
    }

    @Test("When no connection can be made every caller is told; with another in use they wait for that one")
    func openFailure() {
        var pool = state()
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.acquire(2, until: at(9), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(1))
        expect(pool.openFailed(2, now: at(1)), [])
        expect(pool.release(1, isUsable: true, now: at(2)), [.lease(1, to: 2, ping: false)])
        expect(pool.release(1, isUsable: false, now: at(3)), [.close(1)])
        _ = pool.acquire(3, until: at(9), now: at(3))
        _ = pool.acquire(4, until: at(9), now: at(3))
        expect(pool.openFailed(3, now: at(4)), [])
        expect(pool.openFailed(4, now: at(4)), [.refuse(3, .connectFailed), .refuse(4, .connectFailed)])
    }

    @Test("Closing refuses who waits, closes what is idle, and ends when the last lent connection is back")
    func closing() {
        var pool = state(size: 2)
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.acquire(2, until: at(9), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        _ = pool.opened(2, expires: at(999), now: at(0))
        _ = pool.release(1, isUsable: true, now: at(1))
        expect(pool.close(), [.close(1)])
        expect(pool.acquire(3, until: at(9), now: at(2)), [.refuse(3, .closed)])
        expect(pool.release(2, isUsable: true, now: at(3)), [.close(2), .drained])
        expect(pool.close(), [])
    }

    @Test("A connection that opens while the pool closes is closed, and an empty pool is drained at once")
    func closingWhileOpening() {
        var pool = state()
        _ = pool.acquire(1, until: at(9), now: at(0))
        expect(pool.close(), [.refuse(1, .closed)])
        expect(pool.opened(1, expires: at(999), now: at(1)), [.close(1), .drained])
        var empty = state()
        expect(empty.close(), [.drained])
    }

    @Test("After a broken connection no idle one is trusted")
    func distrust() {
        var pool = state()
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        _ = pool.release(1, isUsable: true, now: at(1))
        expect(pool.distrustIdle(), [.close(1)])
        #expect(pool.size == 0 && pool.idleCount == 0)
    }

    @Test(
        "Whatever happens in whatever order, no connection is lent twice, none is forgotten and nobody waits beside an idle one"
    )
    func anyOrder() {
        var random = SeededGenerator()
        let seed = random.seed
        for _ in 0..<200 {
            var pool = state(size: 3, waiters: 5)
            var model = Model()
            for step in 0..<200 {
                let now = at(step)
                let actions: [PoolState.Action]
                switch Int.random(in: 0..<7, using: &random) {
                case 0, 1:
                    model.lastWaiter += 1
                    model.waiting.insert(model.lastWaiter)
                    actions = pool.acquire(model.lastWaiter, until: now + .seconds(20), now: now)
                case 2:
                    guard let id = model.opening.randomElement(using: &random) else { continue }
                    model.opening.remove(id)
                    model.open.insert(id)
                    actions = pool.opened(id, expires: now + .seconds(50), now: now)
                case 3:
                    guard let id = model.opening.randomElement(using: &random) else { continue }
                    model.opening.remove(id)
                    actions = pool.openFailed(id, now: now)
                case 4, 5:
                    guard let id = model.leased.randomElement(using: &random) else { continue }
                    model.leased.remove(id)
                    actions = pool.release(id, isUsable: Bool.random(using: &random), now: now)
                default:
                    actions = pool.tick(now: now)
                }
                for action in actions {
                    let isSound = model.apply(action)
                    #expect(isSound, "seed \(seed), step \(step)")
                }
                #expect(pool.size == model.open.count + model.opening.count && pool.size <= 3, "seed \(seed)")
                #expect(pool.waiterCount == model.waiting.count, "seed \(seed)")
                #expect(pool.idleCount == 0 || pool.waiterCount == 0, "seed \(seed)")
            }
        }
    }

    private struct Model {
        var lastWaiter: UInt64 = 0
        var waiting: Set<UInt64> = []
        var opening: Set<Int> = []
        var open: Set<Int> = []
        var leased: Set<Int> = []

        /// Whether the action makes sense for what is known.
        mutating func apply(_ action: PoolState.Action) -> Bool {
            switch action {
            case .open(let id): return opening.insert(id).inserted
            case .close(let id): return open.remove(id) != nil && !leased.contains(id)
            case .lease(let id, let waiter, _):
                return open.contains(id) && leased.insert(id).inserted && waiting.remove(waiter) != nil
            case .refuse(let waiter, _): return waiting.remove(waiter) != nil
            case .drained: return open.isEmpty && opening.isEmpty
            }
        }
    }
}

import Testing

@testable import Postgres

@Suite struct PoolStateTests {
    private let start = ContinuousClock.now
    private func state(size: Int = 2, waiters: Int = 3) -> PoolState {
        PoolState(
            limits: .init(
                size: size, waiters: waiters, idleTimeout: .seconds(60), pingAfter: .seconds(10),
                breaker: .init(failures: 3, shortestPause: .seconds(10), longestPause: .seconds(60))))
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
        expect(pool.release(1, .idle, now: at(2)), [.lease(1, to: 2, ping: false)])
        expect(pool.release(1, .idle, now: at(3)), [.lease(1, to: 3, ping: false)])
        expect(pool.release(1, .idle, now: at(4)), [])
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
        _ = pool.release(1, .idle, now: at(1))
        _ = pool.release(2, .idle, now: at(2))
        expect(pool.acquire(3, until: at(99), now: at(3)), [.lease(2, to: 3, ping: false)])
        expect(pool.acquire(4, until: at(99), now: at(12)), [.lease(1, to: 4, ping: true)])
    }

    @Test("A connection that has lived long enough is closed when it comes back, and another opened for who waits")
    func lifetime() {
        var pool = state(size: 1)
        _ = pool.acquire(1, until: at(99), now: at(0))
        _ = pool.opened(1, expires: at(10), now: at(0))
        _ = pool.acquire(2, until: at(99), now: at(5))
        expect(pool.release(1, .idle, now: at(10)), [.close(1), .open(2)])
        expect(pool.opened(2, expires: at(50), now: at(11)), [.lease(2, to: 2, ping: false)])
        expect(pool.release(2, .idle, now: at(12)), [])
        expect(pool.acquire(3, until: at(99), now: at(50)), [.close(2), .open(3)])
    }

    @Test("An unusable connection is closed, and another opened only if somebody waits")
    func unusable() {
        var pool = state(size: 1)
        _ = pool.acquire(1, until: at(99), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        expect(pool.release(1, .unusable, now: at(1)), [.close(1)])
        #expect(pool.size == 0)
    }

    @Test("Connections idle for too long are closed when the time comes")
    func idleTimeout() {
        var pool = state()
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        _ = pool.release(1, .idle, now: at(5))
        // The moment that is known may be an earlier one, at which nothing is due any more.
        expect(pool.tick(now: at(9)), [])
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
        expect(pool.release(1, .idle, now: at(2)), [.lease(1, to: 2, ping: false)])
        expect(pool.release(1, .unusable, now: at(3)), [.close(1)])
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
        _ = pool.release(1, .idle, now: at(1))
        expect(pool.close(), [.close(1)])
        expect(pool.acquire(3, until: at(9), now: at(2)), [.refuse(3, .closed)])
        expect(pool.release(2, .idle, now: at(3)), [.close(2), .drained])
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

    @Test(
        "After a broken connection no other of its age is trusted: idle ones go at once, lent ones when they come back")
    func distrust() {
        var pool = state(size: 3)
        for n in 1...3 { _ = pool.acquire(UInt64(n), until: at(9), now: at(0)) }
        for n in 1...3 { _ = pool.opened(n, expires: at(999), now: at(0)) }
        expect(pool.release(1, .idle, now: at(1)), [])
        expect(pool.release(2, .suspect, now: at(2)), [.close(1), .close(2)])
        expect(pool.acquire(4, until: at(9), now: at(3)), [.open(4)])
        expect(pool.opened(4, expires: at(999), now: at(3)), [.lease(4, to: 4, ping: false)])
        // The third says nothing new, so the fourth, which is younger, is kept.
        expect(pool.release(4, .idle, now: at(4)), [])
        expect(pool.release(3, .suspect, now: at(5)), [.close(3)])
        #expect(pool.size == 1 && pool.idleCount == 1)
    }

    @Test("A connection that was being made while trust was lost is made anew")
    func distrustWhileOpening() {
        var pool = state()
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        expect(pool.acquire(2, until: at(9), now: at(1)), [.open(2)])
        expect(pool.release(1, .suspect, now: at(2)), [.close(1)])
        expect(pool.opened(2, expires: at(999), now: at(3)), [.close(2), .open(3)])
        expect(pool.opened(3, expires: at(999), now: at(4)), [.lease(3, to: 2, ping: false)])
    }

    @Test("After so many failed connects in a row callers are told at once, then one tries, and success ends it")
    func breaker() {
        var pool = state(size: 2)
        for n in 1...2 {
            expect(pool.acquire(UInt64(n), until: at(99), now: at(n)), [.open(n)])
            expect(pool.openFailed(n, now: at(n)), [.refuse(UInt64(n), .connectFailed)])
        }
        #expect(!pool.breaker.isOpen)
        expect(pool.acquire(3, until: at(99), now: at(3)), [.open(3)])
        expect(pool.openFailed(3, now: at(3)), [.refuse(3, .connectFailed)])
        #expect(pool.breaker.isOpen)
        expect(pool.acquire(4, until: at(99), now: at(3)), [.refuse(4, .heldBack)])
        // The pause of ten seconds is over: the next caller tries, the others need not wait for what comes of it.
        expect(pool.acquire(5, until: at(99), now: at(13)), [.open(4)])
        expect(pool.acquire(6, until: at(99), now: at(14)), [.refuse(6, .heldBack)])
        expect(pool.openFailed(4, now: at(15)), [.refuse(5, .connectFailed)])
        // The pause has doubled.
        expect(pool.acquire(7, until: at(99), now: at(34)), [.refuse(7, .heldBack)])
        expect(pool.acquire(8, until: at(99), now: at(35)), [.open(5)])
        expect(pool.opened(5, expires: at(999), now: at(36)), [.lease(5, to: 8, ping: false)])
        #expect(!pool.breaker.isOpen)
        expect(pool.acquire(9, until: at(99), now: at(36)), [.open(6)])
    }

    @Test("While a connection is lent its next callers wait for it, and another is tried when the pause is over")
    func breakerBesideLent() {
        var pool = state(size: 2)
        _ = pool.acquire(1, until: at(999), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        for n in 1...3 {
            let tries = pool.acquire(UInt64(n + 1), until: at(999), now: at(n))
            #expect(tries == [.open(n + 1)])
            expect(pool.openFailed(n + 1, now: at(n)), [])
        }
        #expect(pool.breaker.isOpen && pool.waiterCount == 3)
        expect(pool.release(1, .idle, now: at(4)), [.lease(1, to: 2, ping: false)])
        #expect(pool.nextTick == at(11) || pool.nextTick == at(13))
        _ = pool.tick(now: at(12))
        #expect(pool.nextTick == at(13))
        expect(pool.tick(now: at(13)), [.open(5)])
        expect(pool.opened(5, expires: at(999), now: at(14)), [.lease(5, to: 3, ping: false)])
    }

    @Test("Callers that go do not leave a queue behind that grows")
    func queueIsSwept() {
        var pool = state(size: 1, waiters: 10_000)
        _ = pool.acquire(1, until: at(9), now: at(0))
        _ = pool.opened(1, expires: at(999), now: at(0))
        for n in 2..<10_000 as Range<UInt64> {
            _ = pool.acquire(n, until: at(9), now: at(0))
            _ = pool.withdraw(n)
        }
        #expect(pool.queueLength < 100)
    }
}

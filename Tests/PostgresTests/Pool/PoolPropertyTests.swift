import PropertyTestSupport
import Testing

@testable import Postgres

@Suite struct PoolPropertyTests {
    private let start = ContinuousClock.now
    private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private func pool() -> PoolState {
        PoolState(
            limits: .init(
                size: 3, waiters: 5, idleTimeout: .seconds(30), pingAfter: .seconds(5),
                breaker: .init(failures: 3, shortestPause: .seconds(2), longestPause: .seconds(16))))
    }

    @Test(
        "Whatever happens in whatever order, no connection is lent twice, none is forgotten, and callers are served in the order they came"
    )
    func anyOrder() {
        var random = SeededGenerator()
        for _ in 0..<300 {
            var model = Model(seed: random.seed)
            var pool = pool()
            for step in 0..<200 {
                model.step(&pool, at(step), &random)
                model.check(pool)
            }
        }
    }

    @Test("Whatever happened before, every caller is served or refused in the end, and a closed pool is drained once")
    func everybodyIsAnswered() {
        var random = SeededGenerator()
        for _ in 0..<300 {
            var model = Model(seed: random.seed)
            var pool = pool()
            let steps = Int.random(in: 0..<100, using: &random)
            for step in 0..<steps { model.step(&pool, at(step), &random) }
            if Bool.random(using: &random) { model.apply(pool.close(), at(steps)) }
            // From here on time passes and what was asked for is done, but nobody comes.
            var step = steps
            while !model.isQuiet, step < steps + 1000 {
                step += 1
                model.settle(&pool, at(step), opens: Bool.random(using: &random))
                model.check(pool)
            }
            #expect(model.waiting.isEmpty && model.leased.isEmpty, "seed \(random.seed)")
            model.apply(pool.close(), at(step))
            #expect(model.open.isEmpty && model.drained == 1 && pool.size == 0, "seed \(random.seed)")
        }
    }

    @Test("While no connection can be made, few are tried, however many callers come")
    func fewAttempts() {
        var pool = pool()
        var attempts = 0
        for step in 0..<1000 {
            for action in pool.acquire(UInt64(step), until: at(9999), now: at(step)) {
                guard case .open(let id) = action else { continue }
                attempts += 1
                _ = pool.openFailed(id, now: at(step))
            }
        }
        // Three until the breaker opens, then pauses of 2, 4, 8 and at last 16 seconds.
        #expect(attempts <= 3 + 3 + 1000 / 16 + 1)
        #expect(attempts >= 1000 / 20)
    }
}

/// What is known of a pool from its actions alone.
private struct Model {
    let seed: UInt64
    var lastWaiter: UInt64 = 0
    /// Who waits, in the order they came, and until when.
    var waiting: [(id: UInt64, until: ContinuousClock.Instant)] = []
    var opening: Set<Int> = []
    var open: Set<Int> = []
    var leased: Set<Int> = []
    var drained = 0

    init(seed: UInt64) {
        self.seed = seed
    }

    var isQuiet: Bool { waiting.isEmpty && opening.isEmpty && leased.isEmpty }

    mutating func step(_ pool: inout PoolState, _ now: ContinuousClock.Instant, _ random: inout SeededGenerator) {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2:
            lastWaiter += 1
            let until = now + .seconds(Int.random(in: 0..<20, using: &random))
            waiting.append((lastWaiter, until))
            apply(pool.acquire(lastWaiter, until: until, now: now), now)
        case 3:
            guard let id = opening.sorted().randomElement(using: &random) else { return }
            opening.remove(id)
            open.insert(id)
            apply(pool.opened(id, expires: now + .seconds(50), now: now), now)
        case 4:
            guard let id = opening.sorted().randomElement(using: &random) else { return }
            opening.remove(id)
            apply(pool.openFailed(id, spread: .random(in: 0...1, using: &random), now: now), now)
        case 5, 6:
            guard let id = leased.sorted().randomElement(using: &random) else { return }
            leased.remove(id)
            let conditions: [PoolState.Return] = [.idle, .idle, .unusable, .suspect]
            apply(pool.release(id, conditions.randomElement(using: &random) ?? .idle, now: now), now)
        case 7:
            guard let index = waiting.indices.randomElement(using: &random) else { return }
            let isGone = pool.withdraw(waiting[index].id)
            #expect(isGone, "seed \(seed)")
            waiting.remove(at: index)
        default: apply(pool.tick(now: now), now)
        }
    }

    /// Everything under way comes to an end.
    mutating func settle(_ pool: inout PoolState, _ now: ContinuousClock.Instant, opens: Bool) {
        for id in opening.sorted() {
            opening.remove(id)
            if opens { open.insert(id) }
            apply(opens ? pool.opened(id, expires: now + .seconds(50), now: now) : pool.openFailed(id, now: now), now)
        }
        for id in leased.sorted() {
            leased.remove(id)
            apply(pool.release(id, .idle, now: now), now)
        }
        if let due = pool.nextTick, due <= now { apply(pool.tick(now: now), now) }
    }

    mutating func apply(_ actions: [PoolState.Action], _ now: ContinuousClock.Instant) {
        for action in actions {
            let isSound = apply(action, now)
            #expect(isSound, "\(action), seed \(seed)")
        }
    }

    /// Whether the action makes sense for what is known.
    private mutating func apply(_ action: PoolState.Action, _ now: ContinuousClock.Instant) -> Bool {
        switch action {
        case .open(let id): return opening.insert(id).inserted
        case .close(let id): return open.remove(id) != nil && !leased.contains(id)
        case .lease(let id, let waiter, _):
            // Only who came first may be served; who came and found an idle connection was never in the queue.
            guard waiting.first?.id == waiter else { return false }
            waiting.removeFirst()
            return open.contains(id) && leased.insert(id).inserted
        case .refuse(let waiter, let refusal):
            guard let index = waiting.firstIndex(where: { $0.id == waiter }) else { return false }
            let entry = waiting.remove(at: index)
            return refusal != .timedOut || entry.until <= now
        case .drained:
            drained += 1
            return open.isEmpty && opening.isEmpty
        }
    }

    func check(_ pool: PoolState) {
        #expect(pool.size == open.count + opening.count && pool.size <= 3, "seed \(seed)")
        #expect(pool.waiterCount == waiting.count && pool.waiterCount <= 5, "seed \(seed)")
        #expect(pool.openingCount == opening.count, "seed \(seed)")
        #expect(pool.idleCount == open.count - leased.count, "seed \(seed)")
        #expect(pool.idleCount == 0 || waiting.isEmpty, "an idle connection beside a caller, seed \(seed)")
        // Somebody will come who looks after the callers: a connection, or the clock.
        #expect(waiting.isEmpty || pool.nextTick != nil, "seed \(seed)")
        if !waiting.isEmpty, !pool.breaker.isOpen, pool.breaker.nextTry == nil {
            #expect(pool.size == 3 || opening.count >= waiting.count, "nothing is opened for a caller, seed \(seed)")
        }
    }
}

import Testing

@testable import Postgres

@Suite struct CircuitBreakerTests {
    private let start = ContinuousClock.now
    private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }
    private let limits = CircuitBreaker.Limits(failures: 2, shortestPause: .seconds(1), longestPause: .seconds(3))

    @Test("Attempts that were under way together and fail together count as one")
    func rounds() {
        var breaker = CircuitBreaker(limits)
        for _ in 0..<8 { breaker.failed(startedAt: at(0), spread: 0, now: at(1)) }
        #expect(!breaker.isOpen)
        breaker.failed(startedAt: at(2), spread: 0, now: at(3))
        #expect(breaker.isOpen)
    }

    @Test("Of an open breaker one attempt is let through when the pause is over, and no second beside it")
    func probe() {
        var breaker = CircuitBreaker(limits)
        breaker.failed(startedAt: at(0), spread: 0, now: at(0))
        breaker.failed(startedAt: at(1), spread: 0, now: at(1))
        let (early, first, second) = (breaker.admit(at(1.5)), breaker.admit(at(2)), breaker.admit(at(9)))
        #expect(!early && first && !second)
        breaker.succeeded()
        let (after, again) = (breaker.admit(at(9)), breaker.admit(at(9)))
        #expect(after && again && breaker.nextTry == nil)
    }

    @Test("The pauses double up to the longest, each up to a quarter longer so that many programs don't come together")
    func pauses() {
        var breaker = CircuitBreaker(limits)
        breaker.failed(startedAt: at(0), spread: 0, now: at(0))
        #expect(breaker.nextTry == at(1))
        breaker.failed(startedAt: at(1), spread: 1, now: at(1))
        #expect(breaker.nextTry == at(2.25))
        _ = breaker.admit(at(3))
        breaker.failed(startedAt: at(3), spread: 0, now: at(3))
        #expect(breaker.nextTry == at(5))
        _ = breaker.admit(at(5))
        breaker.failed(startedAt: at(5), spread: 0, now: at(5))
        #expect(breaker.nextTry == at(8))
    }

    @Test("An attempt from before the breaker opened has no say in what the deciding one brings")
    func straggler() {
        var breaker = CircuitBreaker(limits)
        breaker.failed(startedAt: at(0), spread: 0, now: at(1))
        breaker.failed(startedAt: at(2), spread: 0, now: at(3))
        _ = breaker.admit(at(4))
        breaker.failed(startedAt: at(2.5), spread: 0, now: at(5))
        #expect(breaker.isOpen && breaker.holdsBack(at(99)))
        breaker.succeeded()
        #expect(!breaker.isOpen)
    }
}

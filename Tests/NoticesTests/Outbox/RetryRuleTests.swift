import PropertyTestSupport
import Testing

@testable import Notices

@Suite struct RetryRuleTests {
    @Test("The bound of the wait doubles from a minute and stops at 24 hours")
    func bounds() {
        let minutes = (1...13).map { RetryRule.standard.bound(after: $0) / .seconds(60) }
        #expect(minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440])
    }

    @Test("Every wait lies between nothing and the bound, whatever the jitter")
    func jitterStaysInside() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for attempt in 1..<12 {
            for _ in 0..<200 {
                let wait = RetryRule.standard.wait(after: attempt, using: &generator)
                let bound = RetryRule.standard.bound(after: attempt)
                #expect(wait.map { .zero <= $0 && $0 <= bound } == true, "attempt \(attempt), seed \(seed)")
            }
        }
    }

    @Test("Waits of the same attempt are spread over the whole range")
    func jitterIsFull() throws {
        var generator = SeededGenerator(seed: 1)
        let waits = (0..<1000).compactMap { _ in RetryRule.standard.wait(after: 5, using: &generator) }
        let bound = RetryRule.standard.bound(after: 5)
        #expect(try #require(waits.min()) < bound / 50)
        #expect(try #require(waits.max()) > bound / 50 * 49)
    }

    @Test("After the twelfth attempt there is no other")
    func lastAttempt() {
        var generator = SeededGenerator(seed: 2)
        #expect(RetryRule.standard.wait(after: 11, using: &generator) != nil)
        #expect(RetryRule.standard.wait(after: 12, using: &generator) == nil)
        #expect(RetryRule.standard.wait(after: 40, using: &generator) == nil)
    }

    @Test("A great number of attempts does not overflow the bound")
    func noOverflow() {
        let rule = RetryRule(shortest: .seconds(1), longest: .seconds(300), attempts: .max)
        #expect(rule.bound(after: 10_000_000) == .seconds(300))
        #expect(rule.bound(after: 0) == .seconds(1))
    }
}

import FlexJobs
import Municipal
import Testing

@Suite("Pause")
struct PauseRuleTests {
    @Test("A pause across the end keeps the remaining days for the day of return")
    func acrossTheEnd() throws {
        // 31 covered days remain on 1 December; the pause lasts past the old end.
        let end = try day("2026-01-01")
        let pausedFrom = try day("2025-12-01")
        #expect(PauseRule.end(end, after: try Pause(from: pausedFrom, to: nil), policy: .movesEnd) == nil)
        let remaining = PauseRule.remainingDays(end: end, pausedFrom: pausedFrom)
        #expect(remaining == 31)
        let resumed = try PauseRule.end(
            resumingOn: day("2026-03-10"), pausedFrom: pausedFrom, remainingDays: remaining, end: nil,
            policy: .movesEnd)
        #expect(try resumed == day("2026-04-10"))
    }

    @Test("A pause with a known end moves the end by its length, as pausing and resuming does")
    func knownEnd() throws {
        let end = try day("2026-01-01")
        let pause = try Pause(from: day("2025-12-01"), to: day("2026-03-10"))
        #expect(try PauseRule.end(end, after: pause, policy: .movesEnd) == day("2026-04-10"))
        #expect(PauseRule.end(end, after: pause, policy: .leavesEnd) == end)
        #expect(PauseRule.end(nil, after: pause, policy: .movesEnd) == nil)
    }

    @Test("Where pauses leave the end alone, the coverage expires on its day and can't be resumed after it")
    func leavesEnd() throws {
        let end = try day("2026-01-01")
        let pausedFrom = try day("2025-12-01")
        #expect(PauseRule.end(end, after: try Pause(from: pausedFrom, to: nil), policy: .leavesEnd) == end)
        let inTime = try PauseRule.end(
            resumingOn: day("2025-12-31"), pausedFrom: pausedFrom, remainingDays: nil, end: end, policy: .leavesEnd)
        #expect(inTime == end)
        let late = refusal { () throws(RuleRefusal) in
            try PauseRule.end(
                resumingOn: end, pausedFrom: pausedFrom, remainingDays: nil, end: end, policy: .leavesEnd)
        }
        #expect(late?.code == .coverageOver)
    }

    @Test("A pause over the two clock-change days is as long as the calendar says")
    func clockChanges() throws {
        let spring = try Pause(from: day("2025-03-29"), to: day("2025-03-31"))
        let autumn = try Pause(from: day("2025-10-25"), to: day("2025-10-27"))
        let end = try day("2026-01-01")
        #expect(try PauseRule.end(end, after: spring, policy: .movesEnd) == day("2026-01-03"))
        #expect(try PauseRule.end(end, after: autumn, policy: .movesEnd) == day("2026-01-03"))
    }

    @Test("A pause starts within the coverage and overlaps no other")
    func checks() throws {
        let coverage = try span("2025-01-01", "2026-01-01")
        let january = try Pause(from: day("2025-01-10"), to: day("2025-02-01"))
        func code(_ from: String, _ to: String?, _ earlier: [Pause]) throws -> RuleRefusal.Code? {
            let pause = try Pause(from: day(from), to: to.map { try day($0) })
            return refusal { () throws(RuleRefusal) in try PauseRule.check(pause, in: coverage, earlier: earlier) }?
                .code
        }
        #expect(try code("2025-01-01", nil, []) == nil)
        #expect(try code("2025-12-31", nil, []) == nil)
        #expect(try code("2026-01-01", nil, []) == .outsideCoverage)
        #expect(try code("2024-12-31", nil, []) == .outsideCoverage)
        #expect(try code("2025-02-01", nil, [january]) == nil)
        #expect(try code("2025-01-31", nil, [january]) == .pauseOverlaps)
        #expect(try code("2025-01-01", "2025-01-10", [january]) == nil)
        #expect(try code("2025-01-01", "2025-01-11", [january]) == .pauseOverlaps)
        #expect(try code("2025-06-01", nil, [Pause(from: day("2025-05-01"), to: nil)]) == .pauseOverlaps)
    }

    @Test("Nobody is back on or before the day the pause started")
    func empty() throws {
        let from = try day("2025-05-01")
        for back in [from, from - 1] {
            let error = refusal { () throws(RuleRefusal) in
                try PauseRule.end(
                    resumingOn: back, pausedFrom: from, remainingDays: 10, end: nil, policy: .movesEnd)
            }
            #expect(error?.code == .emptyPeriod)
        }
    }
}

import FlexJobs
import Municipal
import PropertyTestSupport
import Testing

@Suite("Coverage cost and budget")
struct CoverageCostTests {
    private func rule(_ ore: Int64, _ policy: PausePolicy = .leavesEnd) -> CoverageCost {
        CoverageCost(monthlyAmount: Money(ore: ore), pausePolicy: policy)
    }

    @Test("A whole month costs the amount, a part its share of days, in each calendar year")
    func perYear() throws {
        let cost = try rule(620_000).perYear(span("2024-12-22", "2026-02-15"), years: 2024...2027)
        #expect(cost[2024]?.ore == 200_000)  // 10 of 31 days
        #expect(cost[2025]?.ore == 7_440_000)  // 12 months
        #expect(cost[2026]?.ore == 930_000)  // January and 14 of 28 days
        #expect(cost[2027] == .zero)
    }

    @Test("February has 29 days in a leap year, and the clock-change months 31")
    func months() throws {
        let amount: Int64 = 899_000  // 29 × 31 × 1000
        #expect(try rule(amount).perYear(span("2024-02-29", "2024-03-01"), years: 2024...2024)[2024]?.ore == 31_000)
        #expect(try rule(amount).perYear(span("2025-03-30", "2025-03-31"), years: 2025...2025)[2025]?.ore == 29_000)
        #expect(try rule(amount).perYear(span("2025-10-26", "2025-10-27"), years: 2025...2025)[2025]?.ore == 29_000)
    }

    @Test("Without an end it costs through the last of the years")
    func openEnd() throws {
        let cost = try rule(100).perYear(span("2025-07-01", nil), years: 2024...2026)
        #expect(cost.mapValues(\.ore) == [2024: 0, 2025: 600, 2026: 1200])
    }

    @Test("Paused days cost nothing where pauses move the end, and cost where they don't")
    func pauses() throws {
        let year = try span("2025-01-01", "2026-01-01")
        let pauses = [
            try Pause(from: day("2025-03-01"), to: day("2025-04-01")), try Pause(from: day("2025-11-16"), to: nil),
        ]
        let free = try rule(300_000, .movesEnd).perYear(year, pauses: pauses, years: 2025...2025)
        #expect(free[2025] == Money(ore: 9 * 300_000 + 150_000))
        let paid = try rule(300_000, .leavesEnd).perYear(year, pauses: pauses, years: 2025...2025)
        #expect(paid[2025]?.ore == 3_600_000)
    }

    @Test("Pieces of a coverage cost the whole within half an øre a piece and month")
    func splitting() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let origin = try day("2023-11-15")
        for _ in 0..<500 {
            let from = origin + generator.below(200)
            let to = from + 1 + generator.below(900)
            let inner = (0..<generator.below(8)).map { _ in from + generator.below(to - from) }
            let cuts = Set(inner + [from, to]).sorted()
            let rule = rule(Int64(generator.below(10_000_000)))
            let whole = try Money.sum(rule.perYear(DateSpan(from: from, to: to), years: 2023...2027).values)
            var pieces = Money.zero
            var roundings = 0
            for (start, end) in zip(cuts, cuts.dropFirst()) {
                let piece = try DateSpan(from: start, to: end)
                pieces = try pieces + Money.sum(rule.perYear(piece, years: 2023...2027).values)
                roundings += (end - 1).year * 12 + (end - 1).month - start.year * 12 - start.month + 1
            }
            let wholeRoundings = (to - 1).year * 12 + (to - 1).month - from.year * 12 - from.month + 1
            #expect(2 * abs(whole.ore - pieces.ore) <= Int64(roundings + wholeRoundings), "seed \(seed)")
        }
    }

    @Test("A cost too large to hold is refused")
    func overflow() throws {
        #expect(throws: OverflowError.self) { try rule(.max).perYear(span("2025-01-01", nil), years: 2025...2025) }
    }

    @Test("The budget names each year that would be exceeded and by how much")
    func budget() throws {
        let excesses = try BudgetCheck.excesses(
            budget: [2025: Money(ore: 1000), 2026: Money(ore: 1000), 2028: Money(ore: 1)],
            committed: [2025: Money(ore: 900), 2026: Money(ore: 900), 2028: Money(ore: 5)],
            added: [2025: Money(ore: 100), 2026: Money(ore: 101), 2027: Money(ore: 99), 2028: .zero])
        #expect(excesses.map(\.year) == [2026] && excesses.first?.excess == Money(ore: 1))
        let refused = refusal { () throws(RuleRefusal) in try BudgetCheck.check(excesses) }
        #expect(
            refused?.message
                == "the budget of 2026 is 10,00 kr.; 9,00 kr. are granted and this adds 1,01 kr., "
                + "which is 0,01 kr. too much; a second person can permit it with a reason")
        #expect(refusal { () throws(RuleRefusal) in try BudgetCheck.check([]) } == nil)
    }
}

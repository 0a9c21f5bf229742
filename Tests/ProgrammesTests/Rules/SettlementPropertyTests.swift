import Municipal
import Programmes
import PropertyTestSupport
import Testing

@Suite("Any order of evidence, corrections and runs")
struct SettlementPropertyTests {
    @Test("It ends in the same amounts as one run over the final evidence, with no week paid twice")
    func interleaving() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            let course = SettlementCourse.random(&generator)
            if let failure = course.failure() {
                let smallest = shrunk(course.steps) { course.with($0).failure() != nil }
                let why = course.with(smallest).failure() ?? failure
                Issue.record("seed \(seed), \(course.caps), \(course.gap as Any): \(why)\n\(smallest)")
                return
            }
        }
    }

    @Test("Statements that do not correct each other can come in any order")
    func order() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let course = SettlementCourse.random(&generator)
            var spoken: Set<String> = []
            let steps = course.steps.filter { step in
                switch step {
                case .weeks(let referral, let source, let weeks, _):
                    weeks.allSatisfy { spoken.insert("\(referral)\(source)\($0)").inserted }
                case .hours(let referral, let day, _): spoken.insert("\(referral) \(day)").inserted
                case .courseEnded(let referral, _): spoken.insert("\(referral) ended").inserted
                case .run: true
                }
            }
            // Which source spoke last is the one thing that the order changes, so the rule must not ask.
            let one = course.with(steps, mixedWeek: .lower)
            let other = course.with(steps.shuffled(using: &generator), mixedWeek: .lower)
            let (left, right) = (try one.play(), try other.play())
            #expect(left.cumulative == right.cumulative, "seed \(seed)")
        }
    }

    @Test("The rule for weeks agrees with one that looks at each week by itself")
    func reference() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let first = 2600
        for _ in 0..<400 {
            let cap = try WeekCap(
                paidWeeks: generator.chance(70) ? 1 + generator.below(20) : nil,
                window: generator.chance(50) ? .weeks(1 + generator.below(30)) : nil, isShared: generator.chance(50))
            let term = try Papers.impact(cap: cap, endsAfterGap: generator.chance(40) ? 1 + generator.below(8) : nil)
            var weeks = WeeksByStatus()
            for week in first..<(first + 50) where generator.chance(80) {
                weeks.set(WeekStatus.allCases[generator.below(4)], for: week)
            }
            let end = first + generator.below(10)
            let facts = ReferralFacts(
                referral: 1, citizen: 1, referredOn: ISOWeek.monday(ofIndex: first),
                course: ReferralCourse(courseEndedOn: ISOWeek.monday(ofIndex: end)),
                weeks: WeekEvidence([WeekStatement(fact: 1, source: "s", weeks: weeks)]))
            let result = try Entitlement(of: [facts], under: [version([.weekly(term)])], through: Day.max)
            #expect(result.paidWeeks == byTheWeek(weeks, from: end, term), "seed \(seed)")
            let claimed = weeks.selfSupported.union(weeks.unknown)
            let refused = WeekSet(
                result.refused.compactMap { if case .weeks(let run, _) = $0.service { run } else { nil } })
            #expect(result.paidWeeks.union(refused).intersection(weeks.selfSupported) == weeks.selfSupported)
            #expect(result.paidWeeks.intersection(refused).isEmpty, "seed \(seed)")
            #expect(refused.subtracting(claimed).isEmpty, "seed \(seed)")
        }
    }

    /// The rule as the agreement says it, a week at a time.
    private func byTheWeek(_ weeks: WeeksByStatus, from end: Int, _ term: WeeklyTerm) -> WeekSet {
        var paid = WeekSet()
        var counts: [WeekStatus: Int] = [:]
        var firsts: [WeekStatus: Int] = [:]
        var without = 0
        var hasEnded = false
        for week in end..<(end + 100) {
            guard let status = weeks.status(of: week), status.isSelfSupport else {
                without += 1
                continue
            }
            if let most = term.endsAfterGap, !paid.isEmpty, without >= most { hasEnded = true }
            without = 0
            let key = term.cap?.isShared ?? true ? WeekStatus.full : status
            if hasEnded { continue }
            if let most = term.cap?.paidWeeks, counts[key, default: 0] >= most { continue }
            if case .weeks(let window)? = term.cap?.window, let first = firsts[key], week >= first + window { continue }
            counts[key, default: 0] += 1
            firsts[key] = firsts[key] ?? week
            paid.insert(week)
        }
        return paid
    }

    @Test("The parts of a split sum to the whole, and a reversal is split as what it reverses")
    func split() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let amount = Money(ore: Int64(generator.below(2_000_001)) - 1_000_000)
            let weights = (0...generator.below(8)).map { _ in generator.below(1000) } + [1]
            let parts = try amount.split(by: weights)
            #expect(try Money.sum(parts) == amount, "seed \(seed)")
            let reversed = try Money(ore: -amount.ore).split(by: weights)
            #expect(reversed.map(\.ore) == parts.map { -$0.ore }, "seed \(seed)")
            let total = weights.reduce(0, +)
            for (part, weight) in zip(parts, weights) {
                let exact = Double(amount.ore) * Double(weight) / Double(total)
                #expect(abs(Double(part.ore) - exact) < 1, "seed \(seed)")
            }
        }
    }
}

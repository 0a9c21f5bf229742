import Municipal
import Programmes
import PropertyTestSupport

/// A sequence of evidence, corrections and runs, played against a ledger that only ever grows.
struct SettlementCourse {
    enum Step {
        case weeks(referral: Int64, source: String, Range<Int>, WeekStatus)
        case hours(referral: Int64, day: Day, minutes: Int)
        case courseEnded(referral: Int64, Day)
        case run(through: Day)
    }

    /// What a course ends in.
    struct Outcome {
        /// What all runs together paid for each referral and term.
        var cumulative: [String: Money] = [:]
        /// What one run over the final evidence pays.
        var atOnce: [String: Money] = [:]
        var failure: String?
    }

    var steps: [Step]
    var caps: AmountCaps
    var gap: Int?
    var mixedWeek = MixedWeekRule.lower

    private static let first = 2600
    private static let referrals: [(number: Int64, citizen: Int64)] = [(1, 1), (2, 1), (3, 2), (4, 3)]

    static func random(_ generator: inout SeededGenerator) -> SettlementCourse {
        let origin = ISOWeek.monday(ofIndex: first)
        let steps: [Step] = (0..<(4 + generator.below(20))).map { _ in
            let referral = referrals[generator.below(referrals.count)].number
            switch generator.below(10) {
            case 0...4:
                let start = first + generator.below(40)
                return .weeks(
                    referral: referral, source: generator.chance(80) ? "provider" : "register",
                    start..<(start + 1 + generator.below(15)), WeekStatus.allCases[generator.below(4)])
            case 5:
                return .hours(
                    referral: referral, day: origin + generator.below(400), minutes: generator.below(500))
            case 6: return .courseEnded(referral: referral, origin + generator.below(120))
            default: return .run(through: origin + generator.below(450))
            }
        }
        func cap(_ percent: Int, _ kroner: Int) -> Money? {
            generator.chance(percent) ? Money(ore: Int64(generator.below(kroner) * 100)) : nil
        }
        return SettlementCourse(
            steps: steps,
            caps: AmountCaps(
                perCitizen: cap(30, 20_000), perAgreement: cap(30, 40_000), perYear: cap(30, 20_000)),
            gap: generator.chance(30) ? 1 + generator.below(10) : nil,
            mixedWeek: MixedWeekRule.allCases[generator.below(3)])
    }

    func with(_ steps: [Step], mixedWeek: MixedWeekRule? = nil) -> SettlementCourse {
        var other = self
        other.steps = steps
        other.mixedWeek = mixedWeek ?? self.mixedWeek
        return other
    }

    func failure() -> String? {
        do {
            return try play().failure
        } catch {
            return "\(error)"
        }
    }

    /// Plays all steps and a last run, and looks after each run at what must always hold.
    func play() throws -> Outcome {
        let versions = [
            try version(
                [
                    .weekly(Papers.impact(cap: WeekCap(paidWeeks: 20), endsAfterGap: gap, mixedWeek: mixedWeek)),
                    .hourly(Papers.bonus()), .referralFee(Papers.fee(once: .citizen)),
                ], caps: caps)
        ]
        var facts = Dictionary(
            uniqueKeysWithValues: SettlementCourse.referrals.map { number, citizen in
                let referredOn = ISOWeek.monday(ofIndex: SettlementCourse.first) - 7 * Int(number)
                let course = ReferralCourse(courseEndedOn: ISOWeek.monday(ofIndex: SettlementCourse.first + 2))
                return (
                    number, ReferralFacts(referral: number, citizen: citizen, referredOn: referredOn, course: course)
                )
            })
        var ledger = SettlementLedger()
        var outcome = Outcome()
        for (index, step) in (steps + [.run(through: Day.max)]).enumerated() {
            switch step {
            case .weeks(let referral, let source, let weeks, let status):
                var said = WeeksByStatus()
                for week in weeks { said.set(status, for: week) }
                let statement = WeekStatement(fact: Int64(index), source: source, weeks: said)
                let earlier = facts[referral]?.weeks.statements ?? []
                facts[referral]?.weeks = WeekEvidence(earlier + [statement])
            case .hours(let referral, let day, let minutes):
                let statement = try hours([day: minutes], fact: Int64(index))
                let earlier = facts[referral]?.hours.statements ?? []
                facts[referral]?.hours = HourEvidence(earlier + [statement])
            case .courseEnded(let referral, let day): facts[referral]?.course.courseEndedOn = day
            case .run(let day):
                let owed = try SettlementCourse.owed(Array(facts.values), versions, through: day)
                try ledger.run(owed)
                outcome.cumulative = try ledger.cumulative()
                outcome.atOnce = try SettlementLedger.sums(owed)
                let problem = try ledger.problem(owed, caps)
                outcome.failure = outcome.failure ?? problem
                if outcome.cumulative != outcome.atOnce {
                    outcome.failure = outcome.failure ?? "\(outcome.cumulative) ≠ \(outcome.atOnce)"
                }
            }
        }
        return outcome
    }

    /// What everybody is owed, in two passes over the citizens.
    private static func owed(
        _ facts: [ReferralFacts], _ versions: [AgreementVersion], through day: Day
    ) throws -> [EntitledLine] {
        var entitlements = try Dictionary(grouping: facts, by: \.citizen).sorted { $0.key < $1.key }.map {
            try Entitlement(of: $0.value, under: versions, through: day)
        }
        var caps = AgreementCaps(versions)
        for entitlement in entitlements { try caps.count(entitlement) }
        var cut = try caps.cut()
        for index in entitlements.indices { cut.apply(to: &entitlements[index]) }
        return entitlements.flatMap(\.lines)
    }
}

import Municipal
import Programmes
import Testing

/// The day written in ISO form; a test fails where it stands if the day does not exist.
func day(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> Day {
    try #require(Day(iso: text), sourceLocation: location)
}

/// The index of the week written as `2020-W10`.
func week(_ text: String) throws -> Int { try ISOWeek(parsing: text).index }

/// That many kroner, which may have øre behind a full stop.
func kroner(_ amount: Double) -> Money { Money(ore: Int64((amount * 100).rounded())) }

extension Tariff {
    /// The same amount on every day.
    init(always kroner: Double) throws {
        try self.init([Step(from: Day.min, amount: Money(ore: Int64((kroner * 100).rounded())))])
    }
}

/// The terms of the programmes of the papers.
enum Papers {
    /// IMPACT60: 796 or 385 kr a week for 156 weeks after the course.
    static func impact(
        cap: WeekCap? = nil, endsAfterGap: Int? = nil, mixedWeek: MixedWeekRule = .lower, endingStops: Set<String> = []
    ) throws -> WeeklyTerm {
        try WeeklyTerm(
            key: "self_support", full: Tariff(always: 796), partial: Tariff(always: 385),
            cap: cap ?? WeekCap(paidWeeks: 156), starts: .afterCourse, endsAfterGap: endsAfterGap,
            mixedWeek: mixedWeek, endingStops: endingStops)
    }

    /// Små job med mening: 73 kr an hour in 52 weeks, opened within 52 weeks.
    static func bonus(minutesAWeek: Int? = nil) throws -> HourlyTerm {
        try HourlyTerm(
            key: "hours", tariff: Tariff(always: 73), recruitmentWeeks: 52, jobWeeks: 52, minutesAWeek: minutesAWeek)
    }

    /// Små job med mening: 9,392 kr a referral.
    static func fee(once: PaidOnce = .referral, refundedStops: Set<String> = []) throws -> ReferralFeeTerm {
        try ReferralFeeTerm(key: "fee", tariff: Tariff(always: 9392), once: once, refundedStops: refundedStops)
    }
}

/// A version that holds always.
func version(_ terms: [PaymentTerm], caps: AmountCaps = AmountCaps(), id: Int64 = 1) throws -> AgreementVersion {
    try AgreementVersion(id: id, valid: DateSpan(endlessFrom: Day.min), terms: terms, caps: caps)
}

/// A referral whose course ended the Sunday before the week, with these weeks from one source.
func referral(
    _ number: Int64 = 1, citizen: Int64 = 1, courseEndedBefore first: Int, full: [Range<Int>] = [],
    partial: [Range<Int>] = [], unknown: [Range<Int>] = [], notSupported: [Range<Int>] = []
) -> ReferralFacts {
    let end = ISOWeek.monday(ofIndex: first) - 1
    return ReferralFacts(
        referral: number, citizen: citizen, referredOn: end - 70, course: ReferralCourse(courseEndedOn: end),
        weeks: WeekEvidence([
            WeekStatement(
                fact: 1, source: "provider",
                weeks: WeeksByStatus(
                    full: WeekSet(full), partial: WeekSet(partial), notSupported: WeekSet(notSupported),
                    unknown: WeekSet(unknown)))
        ]))
}

/// Evidence of hours with one employer.
func hours(_ minutes: [Day: Int], fact: Int64 = 1, source: String = "payslip") throws -> HourStatement {
    HourStatement(fact: fact, source: source, employer: try CVRNumber(parsing: "13748136"), minutes: minutes)
}

extension Entitlement {
    /// What all lines come to.
    var total: Money {
        get throws { try Money.sum(lines.map { line throws(OverflowError) in try line.amount() }) }
    }

    /// The weeks that are refused for a reason.
    func weeks(refusedFor reason: RefusalReason) -> WeekSet {
        WeekSet(
            refused.filter { $0.reason == reason }.compactMap {
                if case .weeks(let weeks, _) = $0.service { weeks } else { nil }
            })
    }

    /// The weeks that are paid.
    var paidWeeks: WeekSet {
        WeekSet(lines.compactMap { if case .weeks(let weeks, _) = $0.service { weeks } else { nil } })
    }
}

/// The smallest list that still fails: members are left out as long as it goes on failing.
func shrunk<Member>(_ members: [Member], stillFails: ([Member]) -> Bool) -> [Member] {
    var smallest = members
    var index = 0
    while index < smallest.count {
        var candidate = smallest
        candidate.remove(at: index)
        if stillFails(candidate) {
            smallest = candidate
        } else {
            index += 1
        }
    }
    return smallest
}

public import Municipal

/// What one citizen's referrals give the provider a right to, and what was reported and gives none.
///
/// A pure function of the agreement and the facts: the day a run is made on, the order in which facts came in and what was
/// paid before play no part. So late evidence and corrections need no rule of their own.
///
/// ```swift
/// let entitlement = try Entitlement(of: referrals, under: versions, through: day)
/// let difference = SettlementDifference(from: held, to: entitlement.lines)
/// ```
public struct Entitlement: Sendable, Hashable {
    /// What is owed, by referral, term and day.
    public private(set) var lines: [EntitledLine] = []
    /// What was reported and is not owed, by referral, term and day, with the reason.
    public private(set) var refused: [RefusedLine] = []

    /// Nothing.
    public init() {}

    /// The entitlement from the facts of one citizen through a day.
    ///
    /// All referrals of the citizen to the programme are needed at once, because a week, a day and a milestone are paid
    /// once for a citizen, under the earliest referral that has a right to it. Caps for a citizen are applied; those for
    /// the agreement and the year, which need all citizens, are ``AgreementCaps``.
    ///
    /// - Parameters:
    ///   - referrals: The facts of the citizen's referrals, in any order.
    ///   - versions: The adopted versions of the programme's agreement.
    ///   - day: The last day that counts: a week is due when it has ended.
    /// - Throws: ``Municipal/OverflowError``.
    public init(
        of referrals: [ReferralFacts], under versions: [AgreementVersion], through day: Day
    ) throws(OverflowError) {
        var claims = TermClaims()
        var caps: [Int64: AmountCaps] = [:]
        for var facts in referrals.sorted(by: ReferralFacts.precedes) where facts.referredOn <= day {
            facts.course = facts.course.through(day)
            guard let version = versions.version(on: facts.referredOn) else {
                refused.append(
                    RefusedLine(
                        referral: facts.referral, term: nil, service: .event(facts.referredOn), rate: .zero,
                        each: .zero, reason: .noAgreement))
                continue
            }
            caps[version.id] = version.caps
            for term in version.terms { claims.add(term, of: facts, under: version.id) }
        }
        for claims in claims.weekly.values {
            var walk = WeeklyEntitlement(through: day)
            walk.settle(claims)
            add(walk.lines, walk.refused)
        }
        for claims in claims.hourly.values {
            var hours = HourlyEntitlement(through: day)
            try hours.settle(claims)
            add(hours.lines, hours.refused)
        }
        for claims in claims.single.values {
            var single = SingleEntitlement(through: day)
            single.settle(claims)
            add(single.lines, single.refused)
        }
        try apply(caps)
        sort()
    }

    private mutating func add(_ lines: [EntitledLine], _ refused: [RefusedLine]) {
        self.lines += lines
        self.refused += refused
    }

    /// Applies the caps for a citizen, in the order of day, referral and term.
    private mutating func apply(_ caps: [Int64: AmountCaps]) throws(OverflowError) {
        for (version, caps) in caps {
            guard let most = caps.perCitizen else { continue }
            let own = lines.filter { $0.agreement == version }
            // Hardly anybody reaches the cap, so the days are only looked at for those who do.
            var total = Money.zero
            for line in own { total = try total + line.amount() }
            guard total > most else { continue }
            var sums = DaySums()
            for line in own { try sums.add(line) }
            var cut = try AmountCut(sums, layers: [AmountCut.Layer(reason: .capCitizen, most: most)])
            lines.removeAll { $0.agreement == version }
            let result = cut.apply(own.sorted(by: EntitledLine.precedes))
            add(result.lines, result.refused)
        }
    }

    mutating func replace(_ lines: [EntitledLine], refusing refused: [RefusedLine]) {
        self.lines = lines
        self.refused += refused
        sort()
    }

    private mutating func sort() {
        lines.sort(by: EntitledLine.precedes)
        refused.sort(by: RefusedLine.precedes)
    }
}

extension EntitledLine {
    /// The order of lines in every list: referral, term, day.
    static func precedes(_ one: EntitledLine, _ other: EntitledLine) -> Bool {
        (one.referral, one.term, one.service.day) < (other.referral, other.term, other.service.day)
    }
}

extension RefusedLine {
    /// The order of refusals in every list: referral, term, day, reason.
    static func precedes(_ one: RefusedLine, _ other: RefusedLine) -> Bool {
        (one.referral, one.term ?? "", one.service.day, one.reason.rawValue)
            < (other.referral, other.term ?? "", other.service.day, other.reason.rawValue)
    }
}

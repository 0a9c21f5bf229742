public import Municipal

/// What may still have to be paid for weeks to come, by calendar year.
///
/// It asks the same rule as a settlement, with weeks that have not been added as if they were known. So every cap, window
/// and amount by date holds for it too:
///
/// ```swift
/// let most = CommitmentForecast(assuming: .full, until: day)
/// try most.perYear(referrals, under: versions, through: today)    // [2020: …, 2021: …]
/// ```
///
/// Source: the question of the committee "what may we still owe per year"; at the most 156 × 796 kr for one citizen.
public struct CommitmentForecast: Sendable, Hashable {
    /// What every week to come is taken to be; `nil` goes on as each referral's last known week.
    public let status: WeekStatus?
    /// The last day looked at.
    public let until: Day

    /// A forecast under this assumption.
    public init(assuming status: WeekStatus? = nil, until: Day) {
        self.status = status
        self.until = until
    }

    /// The commitments of one citizen's referrals for weeks that end after the day, by the year of each week's Monday.
    ///
    /// A course that has not ended is taken to end on the day, so that nothing that may become due is left out; one
    /// that was broken off before its end has no weeks to come.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func perYear(
        _ referrals: [ReferralFacts], under versions: [AgreementVersion], through day: Day
    ) throws(OverflowError) -> [Int: Money] {
        guard until > day else { return [:] }
        let assumed = referrals.map { assume($0, after: day) }
        let now = try Entitlement(of: referrals, under: versions, through: day)
        let then = try Entitlement(of: assumed, under: versions, through: until)
        let difference = SettlementDifference(from: now.lines.map { HeldLine(id: 0, line: $0) }, to: then.lines)
        var years: [Int: Money] = [:]
        let dueEnd = ISOWeek.index(containing: day + 1)
        for line in difference.lines {
            guard case .weeks(let weeks, _) = line.service else { continue }
            for week in weeks where week >= dueEnd {
                let year = ISOWeek.monday(ofIndex: week).year
                years[year] = try (years[year] ?? .zero) + line.each
            }
        }
        return years
    }

    private func assume(_ facts: ReferralFacts, after day: Day) -> ReferralFacts {
        guard facts.course.stop == nil || facts.course.courseEndedOn != nil else { return facts }
        var facts = facts
        if facts.course.courseEndedOn == nil { facts.course.courseEndedOn = day }
        if facts.course.startedOn == nil { facts.course.startedOn = day }
        let held = facts.weeks.holding(.lower)
        let dueEnd = ISOWeek.index(containing: day + 1)
        let past = held.said.before(dueEnd)
        let last = past.end.flatMap { held.status(of: $0 - 1) } ?? .unknown
        let weeks = WeekSet(dueEnd..<max(dueEnd, ISOWeek.index(containing: until + 1)))
        var assumed = WeeksByStatus()
        switch status ?? last {
        case .full: assumed = WeeksByStatus(full: weeks)
        case .partial: assumed = WeeksByStatus(partial: weeks)
        case .notSupported, .unknown: return facts
        }
        facts.weeks = WeekEvidence(
            facts.weeks.statements.map { said in
                WeekStatement(fact: said.fact, source: said.source, weeks: said.weeks.subtracting(weeks))
            } + [WeekStatement(fact: .max, source: "", weeks: assumed)])
        return facts
    }
}

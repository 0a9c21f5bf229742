public import Municipal
public import Postgres
public import Tenancy

/// What a caseworker does with a coverage that runs. Every act is one transition with its reason.
public enum ChangeCoverage {
    /// Extends a coverage, for a reason the pool has and within its caps, up to and including the last covered day.
    ///
    /// - Returns: The coverage's new last day.
    /// - Throws: `Refusal` with how many months are left.
    public static func extend(
        _ id: CoverageNumber, reason: String, months: Int, caseNumber: String?, note: String?, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws -> Day {
        let (facts, pool) = try CoverageFacts.lock(id, in: tenant, &tx)
        let day = try tx.today()
        if let planned = facts.coverage.endReason {
            throw Refusal(
                .badData, "coverage \(id) is to end for another reason (\(planned.rawValue)) and can't be extended",
                advice: "`sluse coverage show \(id)` tells when and why.")
        }
        let reasons = try tx.fetch(PoolSettingRepository.extensions(of: pool.id, in: tenant)).filter { !$0.isRetired }
        guard let terms = reasons.first(where: { $0.terms.reason == reason })?.terms else {
            let known = reasons.map(\.terms.reason).sorted().joined(separator: ", ")
            throw Refusal(
                .badData, "pool \(pool.slug) has no reason '\(reason)' to extend",
                advice: known.isEmpty
                    ? "Name the reasons under 'extensions' in the pool's configuration." : "It has: \(known).")
        }
        let rule = ExtensionReason(code: terms.reason, monthsEach: terms.monthsEach, monthsTogether: terms.monthsTotal)
        let end = try asked {
            try ExtensionRule.end(
                extending: facts.endWithoutOpenPause, by: months, for: rule, granted: facts.extensions.map(\.granted),
                recordedOn: day, isPaused: facts.coverage.period.to == nil && facts.openPause != nil)
        }
        var transition = try CoverageTransition(
            facts.coverage, .extended, on: day, to: facts.coverage.period.to == nil ? nil : end)
        transition.months = months
        transition.reason = reason
        transition.caseNumber = caseNumber
        transition.note = note
        try tx.record([transition], in: tenant)
        if facts.coverage.period.to == nil, let pause = facts.openPause {
            try tx.execute(PauseRepository.keep([(pause, end - pause.pause.from)], in: tenant))
        } else {
            try PlanNotices.replan([(id, pool.id, end)], ladder: pool.noticeLadder, in: tenant, on: day, &tx)
        }
        return end - 1
    }

    /// Pauses a coverage from a day, through a last day if it is known. In a pool where pauses move the end, the end is
    /// unknown until the coverage is resumed.
    public static func pause(
        _ id: CoverageNumber, from: Day, through lastDay: Day?, reason: PauseReason, note: String?, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws -> Day? {
        let (facts, pool) = try CoverageFacts.lock(id, in: tenant, &tx)
        let day = try tx.today()
        let coverage = facts.coverage
        let pause = try asked { try Pause(from: from, to: lastDay.map { $0 + 1 }) }
        try asked { try PauseRule.check(pause, in: coverage.period, earlier: facts.pauses.map(\.pause)) }
        let end = PauseRule.end(coverage.period.to, after: pause, policy: pool.pausePolicy)
        let keepsDays = pool.pausePolicy == .movesEnd && pause.to == nil
        try tx.execute(
            PauseRepository.insert(
                RecordedPause(
                    coverage: id, number: (facts.pauses.map(\.number).max() ?? 0) + 1, pause: pause, reason: reason,
                    remainingDays: keepsDays ? PauseRule.remainingDays(end: coverage.period.to, pausedFrom: from) : nil,
                    countedOn: pause.to == nil ? nil : day), in: tenant))
        var transition = try CoverageTransition(coverage, .paused, on: from, to: end)
        transition.reason = reason.rawValue
        transition.note = note
        try tx.record([transition], in: tenant)
        try PlanNotices.replan([(id, pool.id, end)], ladder: pool.noticeLadder, in: tenant, on: day, &tx)
        return end.map { $0 - 1 }
    }

    /// Resumes a paused coverage; `firstDayBack` is the first day the citizen is back.
    public static func resume(
        _ id: CoverageNumber, on firstDayBack: Day, note: String?, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Day? {
        let (facts, pool) = try CoverageFacts.lock(id, in: tenant, &tx)
        let day = try tx.today()
        guard let pause = facts.openPause else {
            throw Refusal(
                .badData, "coverage \(id) is not paused", advice: "`sluse coverage show \(id)` lists its pauses.")
        }
        let end = try asked {
            try PauseRule.end(
                resumingOn: firstDayBack, pausedFrom: pause.pause.from, remainingDays: pause.remainingDays,
                end: facts.coverage.period.to, policy: pool.pausePolicy)
        }
        try tx.execute(PauseRepository.close(pause, on: firstDayBack, recordedOn: day, in: tenant))
        var transition = try CoverageTransition(facts.coverage, .resumed, on: firstDayBack, to: end)
        transition.reason = pause.reason.rawValue
        transition.note = note
        try tx.record([transition], in: tenant)
        try PlanNotices.replan([(id, pool.id, end)], ladder: pool.noticeLadder, in: tenant, on: day, &tx)
        return end.map { $0 - 1 }
    }

    /// Ends a coverage before its time. A last day that is past ends it now; one to come is planned, and the daemon
    /// ends it on the day after. A planned end may be moved, also to a later day that the pool's rules allow.
    public static func end(
        _ id: CoverageNumber, lastDay: Day, reason: EndReason, note: String?, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws -> Coverage.State {
        let (facts, pool) = try CoverageFacts.lock(id, in: tenant, &tx)
        let day = try tx.today()
        let coverage = facts.coverage
        guard lastDay >= coverage.period.from else {
            throw Refusal(
                .badData,
                "coverage \(id) began on \(coverage.period.from), so \(lastDay) can't be its last covered day",
                advice: "The earliest last day is its first day.")
        }
        let end = lastDay + 1
        if let present = try endByRule(facts, pool, in: tenant, &tx), end > present {
            throw Refusal(
                .badData, "coverage \(id) ends by its rules with \(present - 1) as its last covered day",
                advice: "To cover it longer, extend it: `sluse coverage extend \(id)`.")
        }
        guard reason != .expired else {
            throw Refusal(.badData, "'expired' is what the daemon writes; say why the coverage ends early", advice: nil)
        }
        var transition = try CoverageTransition(coverage, end <= day ? .ended : .endPlanned, on: end, to: end)
        transition.state = end <= day ? .ended : .active
        transition.endReason = reason
        transition.reason = reason.rawValue
        transition.note = note
        if let pause = facts.openPause, pause.pause.from >= end {
            throw Refusal(
                .badData, "coverage \(id) has a pause from \(pause.pause.from) on, after \(lastDay)",
                advice: "Resume it first: `sluse coverage resume \(id)`.")
        }
        if let pause = facts.openPause {
            try tx.execute(PauseRepository.close(pause, on: end, recordedOn: day, in: tenant))
        }
        try tx.record([transition], in: tenant)
        try PlanNotices.replan([(id, pool.id, end)], ladder: pool.noticeLadder, in: tenant, on: day, &tx)
        if transition.state == .ended {
            try PlanNotices.tellEnded(
                [EndedOn(coverage: id.rawValue, pool: pool.id, to: end)], in: tenant, on: day, &tx)
        }
        return transition.state
    }

    /// Notes what became of the person 3, 6 or 12 months after the coverage.
    public static func followUp(
        _ id: CoverageNumber, months: Int, outcome: FollowUpOutcome, observedOn: Day, note: String?,
        in tenant: TenantID,
        _ tx: inout Transaction
    ) throws {
        guard let coverage = try tx.first(CoverageRepository.find(id, in: tenant)) else {
            throw Refusal.notFound("coverage", "\(id)", advice: "See `sluse coverage list --all`.")
        }
        guard coverage.state != .active, let end = coverage.period.to else {
            throw Refusal(.badData, "coverage \(id) still runs; there is nothing to follow up", advice: nil)
        }
        guard FollowUpRule.months.contains(months) else {
            throw Refusal(.badData, "a follow-up is made after 3, 6 or 12 months, not \(months)", advice: nil)
        }
        guard observedOn >= end else {
            throw Refusal(
                .badData, "\(observedOn) is not after the coverage, which had \(end - 1) as its last day", advice: nil)
        }
        try tx.execute(
            FollowUpRepository.insert(
                FollowUp(coverage: id, months: months, observedOn: observedOn, outcome: outcome, note: note), in: tenant
            ))
    }

    /// Turns what a rule refuses into what the person is told.
    static func asked<Value>(_ rule: () throws -> Value) throws -> Value {
        do {
            return try rule()
        } catch let error as RuleRefusal {
            throw Refusal(.badData, error.message)
        }
    }
}

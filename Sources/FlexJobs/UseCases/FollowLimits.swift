import Municipal
import Postgres
import Tenancy

/// Brings the ends of those inside a pool to what the adopted limits give, after a limit was adopted or repealed.
enum FollowLimits {
    /// Works out every running coverage's end again and records those that move.
    ///
    /// - Parameter decision: The decision behind the change, for the trail.
    /// - Returns: How many ends moved.
    static func run(
        _ pool: Pool, decision: String?, in tenant: TenantID, on day: Day, _ tx: inout Transaction
    ) throws -> [Change] {
        let rows = try tx.fetch(PoolParameterRepository.limits(of: pool.id, in: tenant))
        let limits = try limits(rows, in: tenant, &tx)
        let running = try tx.fetch(CoverageRepository.list(in: tenant, pool: pool.id, states: [.active]))
            .filter { $0.period.to.map { day < $0 } ?? true }
        var transitions: [CoverageTransition] = []
        var kept: [(pause: RecordedPause, days: Int?)] = []
        var changes: [Change] = []
        for facts in try CoverageFacts.load(running, in: tenant, &tx) {
            let coverage = facts.coverage
            let present = facts.endWithoutOpenPause
            var end = facts.term(pool.pausePolicy).end(under: limits)
            // An end that was planned for another reason stays, unless the rules now give an earlier one.
            if coverage.endReason != nil { end = DateSpan.earlier(end, present) }
            guard end != present else { continue }
            changes.append(Change("coverage \(coverage.id) last day", from: shown(present), to: shown(end)))
            let pause = coverage.period.to == nil ? facts.openPause : nil
            if let pause { kept.append((pause, end.map { max(0, $0 - pause.pause.from) })) }
            let holdsEnd = pool.pausePolicy == .movesEnd && pause != nil
            var transition = try CoverageTransition(coverage, .ruleChanged, on: day, to: holdsEnd ? nil : end)
            transition.decision = decision
            transition.reason = "limit of coverage"
            transitions.append(transition)
        }
        try tx.record(transitions, in: tenant)
        if !kept.isEmpty { try tx.execute(PauseRepository.keep(kept, in: tenant)) }
        if !transitions.isEmpty {
            try PlanNotices.replan(
                transitions.map { ($0.coverage, pool.id, $0.period.to) }, ladder: pool.noticeLadder, in: tenant,
                on: day, &tx)
        }
        return changes
    }

    /// The limits of a pool that were ever declared, with how far each has come by its decision.
    ///
    /// - Parameter rows: All limits of the pool, as they were read.
    static func limits(
        _ rows: [ParameterRow<LimitTerms>], in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [CoverageLimit] {
        let decisions = try PoolParameters.decisions(in: tenant, &tx)
        return try rows.map { row in
            let decision = row.decision.flatMap { decisions[$0] }
            let standing: CoverageLimit.Standing =
                switch (row.status, decision?.status) {
                case (.proposed, _): .proposed
                case (.repealed, _), (.adopted, .repealed): .repealed
                case (.adopted, _): .adopted(on: decision?.decidedOn ?? row.valid.from)
                }
            return try CoverageLimit(
                months: row.value.months, effectiveFrom: row.valid.from,
                reach: row.value.noticeMonths.map { .all(afterNoticeMonths: $0) } ?? .newEntrantsOnly,
                standing: standing)
        }
    }

    private static func shown(_ end: Day?) -> String {
        end.map { "\($0 - 1)" } ?? "none"
    }
}

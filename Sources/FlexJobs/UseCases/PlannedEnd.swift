public import Municipal
public import Postgres
public import Tenancy

extension ChangeCoverage {
    /// Takes back an early end that was planned and has not come: the coverage lasts as long as the pool's rules give.
    ///
    /// - Returns: The last covered day; `nil` if nothing ends it.
    /// - Throws: `Refusal` if no end is planned, or the place has been granted to somebody else from then on.
    public static func withdrawEnd(
        _ id: CoverageNumber, note: String?, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Day? {
        let (facts, pool) = try CoverageFacts.lock(id, in: tenant, &tx)
        let day = try tx.today()
        guard let reason = facts.coverage.endReason else {
            throw Refusal(
                .badData, "coverage \(id) has no planned early end to withdraw",
                advice: "`sluse coverage show \(id)` tells when it ends and why.")
        }
        let end = try endByRule(facts, pool, in: tenant, &tx)
        if let end, end <= day {
            throw Refusal(
                .badData, "by the pool's rules coverage \(id) had \(end - 1) as its last covered day",
                advice: "Extend the coverage of who stays longer before its planned end is withdrawn.")
        }
        var transition = try CoverageTransition(facts.coverage, .endWithdrawn, on: day, to: end)
        transition.endReason = nil
        transition.reason = reason.rawValue
        transition.note = note
        try tx.record([transition], in: tenant)
        try PlanNotices.replan([(id, pool.id, end)], ladder: pool.noticeLadder, in: tenant, on: day, &tx)
        return end.map { $0 - 1 }
    }

    /// The first day no longer covered by the pool's rules and what was agreed, whatever early end is planned.
    static func endByRule(
        _ facts: CoverageFacts, _ pool: Pool, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Day? {
        guard facts.coverage.endReason != nil else { return facts.coverage.period.to }
        let rows = try tx.fetch(PoolParameterRepository.limits(of: pool.id, in: tenant))
        return facts.term(pool.pausePolicy).end(under: try FollowLimits.limits(rows, in: tenant, &tx))
    }
}

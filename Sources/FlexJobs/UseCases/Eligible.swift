import Citizens
import Municipal
import Postgres
import Tenancy

/// Asks the eligibility rule with what the database knows.
enum Eligible {
    /// Whether a citizen may have a place in a pool on a day. A pool without target groups is for everybody.
    static func verdict(
        of citizen: CitizenNumber, pool: Int32, on day: Day, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Eligibility {
        let facts = try CitizenRepository.existing(citizen, in: tenant, &tx)
        let rules = try rules(of: pool, on: day, in: tenant, &tx)
        let group = try PeriodRepository.targetGroup(of: citizen, on: day, in: tenant, &tx)
        return verdict(group: group, born: facts.born, rules: rules, on: day)
    }

    /// The target groups a pool is for on a day.
    static func rules(
        of pool: Int32, on day: Day, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [TargetGroupRule] {
        try tx.fetch(PoolParameterRepository.targetGroups(of: pool, in: tenant))
            .filter { $0.status == .adopted && $0.valid.contains(day) }
            .map {
                TargetGroupRule(
                    targetGroup: $0.value.code, minimumAge: $0.value.minimumAge, maximumAge: $0.value.maximumAge)
            }
    }

    /// The verdict on a citizen in at most one target group.
    static func verdict(group: String?, born: Day?, rules: [TargetGroupRule], on day: Day) -> Eligibility {
        guard !rules.isEmpty else { return .eligible(targetGroup: "everybody") }
        return EligibilityRule.verdict(
            targetGroups: Set(group.map { [$0] } ?? []), birthDate: born, rules: rules, on: day)
    }
}

public import Citizens
public import Municipal
public import Postgres
public import Tenancy

/// What coverages cost, and whether another one keeps within the budget.
public enum Budget {
    /// What one year of a pool's budget holds.
    public struct Year: Sendable, Hashable {
        /// The calendar year.
        public let year: Int
        /// The budget, if there is one.
        public let budget: Money?
        /// What the coverages already granted cost.
        public let committed: Money
    }

    /// What the coverages of a pool cost in each of some years, beside the budget.
    public static func years(
        _ years: ClosedRange<Int>, pool: Pool, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [Year] {
        let budgets = try budgets(of: pool.id, in: tenant, &tx)
        let committed = try committed(years, pool: pool, in: tenant, &tx)
        return years.map { Year(year: $0, budget: budgets[$0], committed: committed[$0] ?? .zero) }
    }

    /// Gives another person leave to grant a citizen a coverage that exceeds a year's budget by at most an amount.
    public static func permit(
        _ citizen: CitizenNumber, pool slug: String, atMost amount: Money, reason: String, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws -> PermitNumber {
        let pool = try PoolLookup.find(slug, in: tenant, &tx)
        _ = try CitizenRepository.existing(citizen, in: tenant, &tx)
        guard amount > .zero else {
            throw Refusal(.badData, "a permit is for more than nothing", advice: "Give --amount in kroner: 25.000,00.")
        }
        let number = PermitNumber(rawValue: try tx.takeNumber("permit", in: tenant))
        try tx.execute(
            PermitRepository.insert(number, citizen: citizen, pool: pool.id, amount: amount, reason: reason, in: tenant)
        )
        return number
    }

    /// Refuses a grant above the budget of a year it touches, unless someone else permitted that much.
    static func check(
        _ request: GrantCoverage.Request, pool: Pool, period: DateSpan, in tenant: TenantID, _ tx: inout Transaction
    ) throws {
        let budgets = try budgets(of: pool.id, in: tenant, &tx)
        guard let lastYear = budgets.keys.max(), lastYear >= period.from.year else { return }
        let years = period.from.year...lastYear
        let cost = CoverageCost(monthlyAmount: request.monthlyAmount, pausePolicy: pool.pausePolicy)
        let excesses = try BudgetCheck.excesses(
            budget: budgets, committed: committed(years, pool: pool, in: tenant, &tx),
            added: cost.perYear(period, years: years))
        guard let worst = excesses.max(by: { $0.excess < $1.excess }) else { return }
        guard let number = request.permit else {
            throw Refusal(
                .notAllowed, "the grant exceeds a budget: \(worst)",
                advice:
                    "Someone else with the right to can permit it: `sluse pool permit \(pool.slug) --citizen \(request.citizen) "
                    + "--amount \(worst.excess.digits) --reason \"…\"`, then grant with --permit.",
                details: excesses.map(\.description))
        }
        guard let permit = try tx.first(PermitRepository.find(number, in: tenant)),
            permit.pool == pool.id, permit.citizen == request.citizen
        else {
            throw Refusal.notFound("permit for this citizen in pool \(pool.slug)", "\(number)", advice: nil)
        }
        guard worst.excess <= permit.amount else {
            throw Refusal(
                .notAllowed,
                "permit \(number) is for \(permit.amount), and the grant exceeds the budget of \(worst.year) by \(worst.excess)",
                advice: "Ask for a permit of that amount.")
        }
    }

    private static func budgets(
        of pool: Int32, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [Int: Money] {
        let amounts = try tx.fetch(PoolSettingRepository.budgets(of: pool, in: tenant))
        return Dictionary(amounts.map { ($0.year, $0.amount) }) { first, _ in first }
    }

    private static func committed(
        _ years: ClosedRange<Int>, pool: Pool, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [Int: Money] {
        let coverages = try tx.fetch(CoverageRepository.list(in: tenant, pool: pool.id))
            .filter {
                ($0.period.lastDay?.year ?? years.upperBound) >= years.lowerBound
                    && $0.period.from.year <= years.upperBound
            }
        let pauses = Dictionary(
            grouping: try tx.fetch(PauseRepository.pauses(of: coverages.map(\.id), in: tenant)), by: \.coverage)
        var total: [Int: Money] = [:]
        for coverage in coverages {
            let cost = CoverageCost(monthlyAmount: coverage.monthlyAmount, pausePolicy: pool.pausePolicy)
            let rests = (pauses[coverage.id] ?? []).map(\.pause)
            for (year, amount) in try cost.perYear(coverage.period, pauses: rests, years: years) {
                total[year] = try (total[year] ?? .zero) + amount
            }
        }
        return total
    }
}

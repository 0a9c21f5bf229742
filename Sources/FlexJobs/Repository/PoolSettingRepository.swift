import Municipal
import Postgres
import Tenancy

/// The reasons to extend and the budgets of a pool.
enum PoolSettingRepository {
    /// The reasons to extend, also those no longer in use.
    static func extensions(of pool: Int32, in tenant: TenantID) -> Statement<KnownExtension> {
        Statement(
            "pool_extensions",
            """
            SELECT x.reason, x.title, x.months_each, x.months_total, x.retired
            FROM sluse.pool_extension AS x
            WHERE x.tenant_id = \(tenant) AND x.pool_id = \(pool)
            ORDER BY x.reason
            """
        ) { row in
            KnownExtension(
                terms: ExtensionTerms(
                    reason: try row.next(), title: try row.next(), monthsEach: Int(try row.next(Int32.self)),
                    monthsTotal: Int(try row.next(Int32.self))), isRetired: try row.next())
        }
    }

    /// Writes a reason to extend, or brings it to these terms.
    static func put(_ terms: ExtensionTerms, isRetired: Bool, pool: Int32, in tenant: TenantID) -> Command {
        Command(
            "put_pool_extension",
            """
            INSERT INTO sluse.pool_extension AS x (tenant_id, pool_id, reason, title, months_each, months_total, retired)
            VALUES (\(tenant), \(pool), \(terms.reason), \(terms.title), \(Int32(clamping: terms.monthsEach)),
                    \(Int32(clamping: terms.monthsTotal)), \(isRetired))
            ON CONFLICT (tenant_id, pool_id, reason) DO UPDATE
            SET title = excluded.title, months_each = excluded.months_each, months_total = excluded.months_total,
                retired = excluded.retired
            """)
    }

    /// The budgets of a pool by calendar year.
    static func budgets(of pool: Int32, in tenant: TenantID) -> Statement<YearAmount> {
        Statement(
            "pool_budgets",
            """
            SELECT b.year, b.amount_ore FROM sluse.pool_budget AS b
            WHERE b.tenant_id = \(tenant) AND b.pool_id = \(pool) ORDER BY b.year
            """
        ) { row in YearAmount(year: Int(try row.next(Int32.self)), amount: try row.next()) }
    }

    /// Writes a year's budget, or brings it to this amount.
    static func put(_ budget: YearAmount, pool: Int32, in tenant: TenantID) -> Command {
        Command(
            "put_pool_budget",
            """
            INSERT INTO sluse.pool_budget AS b (tenant_id, pool_id, year, amount_ore)
            VALUES (\(tenant), \(pool), \(Int32(clamping: budget.year)), \(budget.amount))
            ON CONFLICT (tenant_id, pool_id, year) DO UPDATE SET amount_ore = excluded.amount_ore
            """)
    }
}

/// A reason to extend as the database has it.
struct KnownExtension: Sendable {
    var terms: ExtensionTerms
    /// Whether it stands in the configuration no longer.
    var isRetired: Bool
}

/// An amount for a calendar year.
struct YearAmount: Sendable, Hashable {
    var year: Int
    var amount: Money
}

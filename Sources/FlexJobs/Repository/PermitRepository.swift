import Citizens
import Municipal
import Postgres
import Tenancy

/// Leaves to exceed a budget, given by someone other than who grants.
enum PermitRepository {
    /// A permit by its number.
    static func find(_ number: PermitNumber, in tenant: TenantID) -> Statement<Permit> {
        Statement(
            "permit",
            """
            SELECT b.pool_id, b.citizen_id, b.amount_ore FROM sluse.budget_permit AS b
            WHERE b.tenant_id = \(tenant) AND b.id = \(number)
            """
        ) { row in Permit(pool: try row.next(), citizen: try row.next(), amount: try row.next()) }
    }

    /// Writes a permit; the database notes who gave it.
    static func insert(
        _ number: PermitNumber, citizen: CitizenNumber, pool: Int32, amount: Money, reason: String, in tenant: TenantID
    ) -> Command {
        Command(
            "insert_permit",
            """
            INSERT INTO sluse.budget_permit (tenant_id, id, pool_id, citizen_id, amount_ore, reason)
            VALUES (\(tenant), \(number), \(pool), \(citizen), \(amount), \(reason))
            """)
    }
}

/// Leave to exceed a budget by at most an amount, for one citizen in one pool.
struct Permit: Sendable {
    var pool: Int32
    var citizen: CitizenNumber
    var amount: Money
}

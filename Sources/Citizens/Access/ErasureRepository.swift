import Municipal
import Postgres
import Tenancy

/// The statements of an erasure.
enum ErasureRepository {
    /// What keeps a citizen from being erased.
    struct Standing: Sendable {
        let coverages: Int
        let waiting: Int
    }

    /// Locks a citizen against everything that would refer to it.
    static func lock(
        _ number: CitizenNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> CitizenFacts? {
        try tx.first(
            Statement(
                "citizen_lock",
                """
                SELECT c.id, c.born, c.unit, c.protected_address, c.erased_on FROM sluse.citizen AS c
                WHERE c.tenant_id = \(tenant) AND c.id = \(number) FOR UPDATE
                """
            ) { row in
                CitizenFacts(
                    number: try row.next(), born: try row.next(), unit: try row.next(),
                    protectedAddress: try row.next(),
                    erasedOn: try row.next())
            })
    }

    /// What is open about a citizen.
    static func standing(
        _ number: CitizenNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> Standing {
        try tx.one(
            Statement(
                "citizen_standing",
                """
                SELECT
                    (SELECT count(*) FROM sluse.coverage AS c
                        WHERE c.tenant_id = \(tenant) AND c.citizen_id = \(number) AND c.state = 'active'),
                    (SELECT count(*) FROM sluse.waiting_entry AS w
                        WHERE w.tenant_id = \(tenant) AND w.citizen_id = \(number)
                          AND w.state IN ('waiting', 'parked', 'offered'))
                """
            ) { row in Standing(coverages: try row.next(), waiting: try row.next()) })
    }

    /// Takes everything out of the row that says who it was.
    static func erase(
        _ number: CitizenNumber, on day: Day, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) {
        try tx.execute(
            Command(
                "citizen_erase",
                """
                UPDATE sluse.citizen AS c
                SET cpr_token = NULL, sealed = NULL, wrapped_key = NULL, key_version = NULL, born = NULL, unit = NULL,
                    erased_on = \(day), version = c.version + 1
                WHERE c.tenant_id = \(tenant) AND c.id = \(number)
                """))
    }
}

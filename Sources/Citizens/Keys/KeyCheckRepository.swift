import Postgres
import Tenancy

/// What the database knows of the keys that its citizens were sealed with.
enum KeyCheckRepository {
    /// The check values of a municipality's keys by version.
    static func values(in tenant: TenantID, _ tx: inout Transaction) throws(PostgresError) -> [Int32: [UInt8]] {
        let rows = try tx.fetch(
            Statement(
                "key_check_values", "SELECT k.version, k.value FROM sluse.key_check AS k WHERE k.tenant_id = \(tenant)"
            ) { row in (version: try row.next(Int32.self), value: try row.next([UInt8].self)) })
        return Dictionary(rows.map { ($0.version, $0.value) }) { first, _ in first }
    }

    /// Notes keys that were not noted before.
    static func insert(
        _ values: [Int32: [UInt8]], in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) {
        let versions = values.keys.sorted()
        try tx.execute(
            Command(
                "key_check_insert",
                """
                INSERT INTO sluse.key_check (tenant_id, version, value)
                SELECT \(tenant), n.version, n.value
                FROM unnest(\(versions), \(versions.compactMap { values[$0] })) AS n (version, value)
                """))
    }
}

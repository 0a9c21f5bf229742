import Postgres
import Tenancy

/// What the attack suite asks the catalogue, so that a new table is attacked without anybody remembering it.
enum AttackQueries {
    struct Changeable: Sendable {
        let table: String
        let column: String
    }

    /// Every table with `tenant_id` but the list of municipalities, which is public.
    static let tenantTables = Statement(
        "attack_tables",
        """
        SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
        WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'municipality'
        ORDER BY 1
        """
    ) { row in try row.next(String.self) }

    static let changeable = Statement(
        "attack_changeable",
        """
        SELECT c.relname, min(a.attname) FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'municipality'
          AND a.attnum > 0 AND has_column_privilege('sluse_operator', c.oid, a.attnum, 'UPDATE')
          AND EXISTS (SELECT FROM pg_attribute AS t WHERE t.attrelid = c.oid AND t.attname = 'tenant_id')
        GROUP BY c.relname ORDER BY 1
        """
    ) { row in Changeable(table: try row.next(), column: try row.next()) }

    static func fingerprint(of table: String, in tenant: TenantID) -> SQL {
        """
        SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM sluse.\(identifier: table) AS t
        WHERE tenant_id = \(tenant)
        """
    }

    static func count(_ table: String, in tenant: TenantID) -> Statement<Int> {
        Statement(
            "attack_count",
            """
            SELECT count(*) FROM sluse.\(identifier: table) WHERE tenant_id = \(tenant)
            """
        ) { row in try row.next() }
    }
}

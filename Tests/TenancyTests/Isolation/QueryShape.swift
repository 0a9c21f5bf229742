import Postgres

/// A way of asking for rows; the first column is the municipality they belong to.
struct QueryShape: Sendable {
    let name: String
    let query: SQL

    static let all: [QueryShape] = [
        QueryShape(name: "by number", query: "SELECT tenant_id FROM sluse.citizen WHERE id = 1"),
        QueryShape(
            name: "join",
            query: """
                SELECT b.tenant_id FROM sluse.citizen AS a FULL JOIN sluse.coverage AS b ON true
                """),
        QueryShape(
            name: "lateral",
            query: """
                SELECT x.tenant_id FROM sluse.municipality AS m,
                    LATERAL (SELECT c.tenant_id FROM sluse.citizen AS c WHERE c.tenant_id = m.tenant_id) AS x
                """),
        QueryShape(
            name: "sub-select",
            query: """
                SELECT (SELECT c.tenant_id FROM sluse.citizen AS c WHERE c.tenant_id = m.tenant_id LIMIT 1)
                FROM sluse.municipality AS m
                """),
        QueryShape(
            name: "common table expression",
            query: """
                WITH all_of_them AS MATERIALIZED (SELECT * FROM sluse.waiting_entry) SELECT tenant_id FROM all_of_them
                """),
        QueryShape(
            name: "recursion",
            query: """
                WITH RECURSIVE walk AS (
                    SELECT tenant_id, id FROM sluse.pool
                    UNION ALL SELECT s.tenant_id, s.number FROM sluse.seat AS s JOIN walk AS w ON s.pool_id = w.id)
                SELECT tenant_id FROM walk LIMIT 1000
                """),
        QueryShape(
            name: "set operations",
            query: """
                SELECT tenant_id FROM sluse.citizen UNION SELECT tenant_id FROM sluse.pool
                EXCEPT SELECT 0 INTERSECT SELECT tenant_id FROM sluse.citizen
                """),
        QueryShape(
            name: "window",
            query: """
                SELECT lead(tenant_id) OVER (ORDER BY tenant_id, id) FROM sluse.citizen
                UNION ALL SELECT first_value(tenant_id) OVER (ORDER BY tenant_id DESC) FROM sluse.citizen
                """),
        QueryShape(name: "aggregate", query: "SELECT unnest(array_agg(DISTINCT tenant_id)) FROM sluse.coverage"),
        QueryShape(
            name: "largest and smallest", query: "SELECT unnest(ARRAY[max(tenant_id), min(tenant_id)]) FROM sluse.seat"),
        QueryShape(name: "locking", query: "SELECT tenant_id FROM sluse.citizen FOR UPDATE"),
        QueryShape(name: "sampling", query: "SELECT tenant_id FROM sluse.citizen TABLESAMPLE SYSTEM (100)"),
        QueryShape(
            name: "system columns",
            query: """
                SELECT tenant_id FROM sluse.citizen WHERE ctid = ANY (ARRAY(
                    SELECT format('(%s,%s)', p, i)::tid FROM generate_series(0, 3) AS p, generate_series(1, 30) AS i))
                  AND tableoid = 'sluse.citizen'::regclass
                """),
        QueryShape(name: "only", query: "SELECT tenant_id FROM ONLY sluse.citizen"),
        QueryShape(
            name: "audit", query: "SELECT e.tenant_id FROM sluse.audit_entry AS e JOIN sluse.audit_link AS l ON true"),
        QueryShape(name: "memberships", query: "SELECT tenant_id FROM sluse.membership"),
    ]
}

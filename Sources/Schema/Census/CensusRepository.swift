import Postgres

/// The catalogue's answers.
enum CensusRepository {
    static let plainSearchPath = Command(
        "census_search_path", "SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)")

    /// One statement a rule; each row is a finding.
    static let questions: [Statement<CensusFinding>] = tableQuestions + grantQuestions + roleQuestions

    static func question(_ rule: StaticString, _ sql: SQL) -> Statement<CensusFinding> {
        Statement(rule, sql) { row in
            CensusFinding(rule: rule.description, subject: try row.next(), explanation: try row.next())
        }
    }

    static let tables = Statement(
        "census_tables",
        """
        SELECT c.relname FROM pg_class AS c
        WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind IN ('r', 'p')
        """
    ) { row in try row.next(String.self) }

    static let policies = Statement(
        "census_policies",
        """
        SELECT c.relname, p.polname, p.polpermissive, p.polcmd::text,
            ARRAY(SELECT coalesce(r.rolname, 'public')::text FROM unnest(p.polroles) AS o
                LEFT JOIN pg_roles AS r ON r.oid = o ORDER BY 1),
            regexp_replace(coalesce(pg_get_expr(p.polqual, p.polrelid), ''), '\\s+', ' ', 'g'),
            regexp_replace(coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''), '\\s+', ' ', 'g')
        FROM pg_policy AS p
        JOIN pg_class AS c ON c.oid = p.polrelid
        WHERE c.relnamespace = 'sluse'::regnamespace
        """
    ) { row in
        CataloguePolicy(
            table: try row.next(),
            rule: PolicyRule(
                name: try row.next(), isPermissive: try row.next(), command: try row.next(), roles: try row.next(),
                using: try row.next(), check: try row.next()))
    }
}

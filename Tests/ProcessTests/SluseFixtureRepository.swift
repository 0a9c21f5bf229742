import Postgres

/// What tests of `sluse` look at behind its back.
enum SluseFixtureRepository {
    /// The tables' names, each with a digest of all its rows.
    static func contents(_ superuser: Database) async throws -> [String] {
        try await superuser.transaction(.readOnly) { tx -> [String] in
            try tx.fetch(
                """
                SELECT format('%s %s', c.relname, query_to_xml(format(
                    'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) AS rows FROM sluse.%I AS t', c.relname
                ), false, true, ''))
                FROM pg_class AS c
                WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind = 'r'
                ORDER BY 1
                """
            ) { row in try row.next(String.self) }
        }
    }
}

import Postgres

/// What there is to take protection from, read from the catalogue so that nothing is forgotten.
enum CatalogueQueries {
    struct Named: Sendable {
        let table: String
        let name: String
        let definition: String
    }

    static let tables = Statement(
        "test_tables",
        """
        SELECT relname FROM pg_class
        WHERE relnamespace = 'sluse'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'deployment'
        ORDER BY relname
        """
    ) { row in try row.next(String.self) }

    static let policies = Statement(
        "test_policies",
        """
        SELECT tablename, policyname, cmd FROM pg_policies WHERE schemaname = 'sluse' ORDER BY 1, 2
        """
    ) { row in Named(table: try row.next(), name: try row.next(), definition: try row.next()) }

    static let references = Statement(
        "test_references",
        """
        SELECT c.relname, x.conname, pg_get_constraintdef(x.oid)
        FROM pg_constraint AS x JOIN pg_class AS c ON c.oid = x.conrelid
        WHERE x.contype = 'f' AND c.relnamespace = 'sluse'::regnamespace
        ORDER BY 1, 2
        """
    ) { row in Named(table: try row.next(), name: try row.next(), definition: try row.next()) }

    static let triggers = Statement(
        "test_triggers",
        """
        SELECT c.relname, t.tgname, ''
        FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE c.relnamespace = 'sluse'::regnamespace AND NOT t.tgisinternal
        ORDER BY 1, 2
        """
    ) { row in Named(table: try row.next(), name: try row.next(), definition: try row.next()) }
}

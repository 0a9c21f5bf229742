import Postgres

/// The bookkeeping of migrations, in a schema of its own so that the schema `sluse` holds nothing but the house's
/// tables.
enum MigrationRepository {
    /// Two migrators never work at once: the key of the lock is the word `sluse` as a number.
    private static let lockKey: Int64 = 0x73_6C75_7365

    static let lock = Command("migration_lock", "SELECT pg_catalog.pg_advisory_lock(\(lockKey))")
    static let unlock = Command("migration_unlock", "SELECT pg_catalog.pg_advisory_unlock(\(lockKey))")
    static let becomeOwner = Command("become_owner", "SET LOCAL ROLE sluse_owner")
    static let limitLockWaits = Command("limit_lock_waits", "SET LOCAL lock_timeout = '3s'")

    static func exists(_ tx: inout Transaction) throws(PostgresError) -> Bool {
        try tx.one(
            Statement(
                "migration_table", "SELECT pg_catalog.to_regclass('sluse_migration.applied') IS NOT NULL"
            ) { row in try row.next() })
    }

    static func applied(_ tx: inout Transaction) throws(PostgresError) -> [AppliedMigration] {
        try tx.fetch(
            Statement(
                "migration_applied",
                """
                SELECT number, name, checksum, applied_at::text, applied_by FROM sluse_migration.applied ORDER BY number
                """
            ) { row in
                AppliedMigration(
                    number: try row.next(), name: try row.next(), checksum: try row.next(), appliedAt: try row.next(),
                    appliedBy: try row.next())
            })
    }

    static func record(_ migration: Migration) -> Command {
        Command(
            "migration_record",
            """
            INSERT INTO sluse_migration.applied (number, name, checksum)
            VALUES (\(migration.number), \(migration.name), \(migration.checksum))
            """)
    }

    static let bookkeeping = SQLScript(
        """
        CREATE SCHEMA sluse_migration;
        CREATE TABLE sluse_migration.applied (
            number     int         PRIMARY KEY CHECK (number > 0),
            name       text        NOT NULL,
            checksum   text        NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
            applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            applied_by name        NOT NULL DEFAULT session_user
        );
        COMMENT ON TABLE sluse_migration.applied IS 'The migrations this database has, with the SHA-256 of each file.';
        GRANT USAGE ON SCHEMA sluse_migration TO sluse_operator, sluse_daemon;
        GRANT SELECT ON sluse_migration.applied TO sluse_operator, sluse_daemon;
        """)
}

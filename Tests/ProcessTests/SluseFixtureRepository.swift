import Dispatch
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

    /// Makes the database one that lacks the last migration, as after an update of the program.
    static func forgetLastMigration(_ superuser: Database) async throws {
        try await superuser.transaction { tx in
            _ = try tx.execute(
                "DELETE FROM sluse_migration.applied WHERE number = (SELECT max(number) FROM sluse_migration.applied)")
        }
    }

    /// Keeps a table locked while the body runs beside it.
    static func lockingCitizens(_ superuser: Database, while body: @escaping @Sendable () async throws -> Void)
        async throws
    {
        let (held, holds) = AsyncStream.makeStream(of: Void.self)
        let released = DispatchSemaphore(value: 0)
        async let locking: Void = superuser.transaction { tx in
            _ = try tx.execute("LOCK TABLE sluse.citizen IN ACCESS EXCLUSIVE MODE")
            holds.finish()
            released.wait()
        }
        for await _ in held {}
        do {
            try await body()
        } catch {
            released.signal()
            throw error
        }
        released.signal()
        try await locking
    }
}

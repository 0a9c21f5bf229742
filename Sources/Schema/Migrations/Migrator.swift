public import Postgres

/// Brings a database's schema to what this program carries.
///
/// One advisory lock is held for the whole run on one connection, so a second migrator waits and then finds nothing to
/// do. Each file runs in one transaction with its row in the bookkeeping: a crash leaves a file done, or not begun.
///
/// ```swift
/// let done = try await Migrator(configuration).migrate { print("applied \($0.title)") }
/// ```
public struct Migrator: Sendable {
    private let settings: ConnectionSettings
    private let migrations: [Migration]
    private let attempts: Int

    /// Prepares to migrate.
    ///
    /// - Parameters:
    ///   - settings: The way straight to the server (not through a pooler), because the lock belongs to a session. The
    ///     login is a superuser or a member of `sluse_owner`, such as `sluse_migrator`.
    ///   - migrations: The steps, in order.
    ///   - attempts: How often a file is tried that has to wait for somebody's lock more than three seconds.
    public init(_ settings: ConnectionSettings, migrations: [Migration] = Migration.embedded, attempts: Int = 10) {
        self.settings = settings
        self.migrations = migrations
        self.attempts = attempts
    }

    /// Says what the database has and what it lacks.
    ///
    /// - Throws: ``SchemaError`` if it is newer, has gaps or differs; `PostgresError`.
    public func status() async throws -> SchemaStatus {
        try await Connection.withConnection(settings) { session in
            try session.transaction(.readOnly) { tx in try Self.status(migrations, &tx) }
        }
    }

    /// Says what the database has and what it lacks, inside a transaction.
    ///
    /// - Throws: As ``status()``.
    public static func status(
        _ migrations: [Migration] = Migration.embedded, _ tx: inout Transaction
    ) throws -> SchemaStatus {
        try SchemaStatus(
            applied: try MigrationRepository.exists(&tx) ? MigrationRepository.applied(&tx) : [], carried: migrations)
    }

    /// Applies what the database lacks.
    ///
    /// - Parameter progress: Told of each step once it stands.
    /// - Returns: The steps applied; none if the database had all.
    /// - Throws: ``SchemaError``, or the `PostgresError` of the file that failed, whose changes are then undone.
    @discardableResult
    public func migrate(_ progress: @Sendable (Migration) -> Void = { _ in }) async throws -> [Migration] {
        try await Connection.withConnection(settings) { session in
            try session.execute(MigrationRepository.lock)
            do {
                let pending = try prepare(&session)
                for migration in pending {
                    try apply(migration, &session)
                    progress(migration)
                }
                try session.execute(MigrationRepository.unlock)
                return pending
            } catch {
                // If even this fails the connection is gone, and the lock with it; the first error says more.
                _ = try? session.execute(MigrationRepository.unlock)
                throw error
            }
        }
    }

    private func prepare(_ session: inout Session) throws -> [Migration] {
        try owned(&session) { tx in
            if try !MigrationRepository.exists(&tx) { try tx.runScript(MigrationRepository.bookkeeping) }
            return try Self.status(migrations, &tx).pending
        }
    }

    private func apply(_ migration: Migration, _ session: inout Session) throws {
        for attempt in 1... {
            do {
                return try owned(&session) { tx in
                    try tx.execute(MigrationRepository.limitLockWaits)
                    try tx.runScript(SQLScript(migration.text))
                    try tx.execute(MigrationRepository.record(migration))
                }
            } catch let error as PostgresError where error.sqlState == .lockNotAvailable {
                guard attempt < attempts else {
                    throw SchemaError(
                        .tryAgain, "migration \(migration.title) waits for a lock that somebody keeps",
                        advice: "Stop slused and long queries, then run it again; nothing of it was applied.")
                }
            }
        }
    }

    private func owned<R>(_ session: inout Session, _ body: (inout Transaction) throws -> R) throws -> R {
        do {
            return try session.transaction { tx in
                try tx.execute(MigrationRepository.becomeOwner)
                return try body(&tx)
            }
        } catch let error as PostgresError where error.statement == MigrationRepository.becomeOwner.name.description {
            throw SchemaError(
                .notAllowed, "this login can't become sluse_owner, who owns the schema",
                advice:
                    "Log in as sluse_migrator or as a superuser of PostgreSQL; on a new cluster: sluse database init.")
        }
    }
}

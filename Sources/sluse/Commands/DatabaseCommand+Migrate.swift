import ArgumentParser
import Postgres
import Schema
import Tenancy

/// `sluse database migrate`.
struct DatabaseMigrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the schema to what this program carries.",
        discussion: """
            The login is sluse_migrator or a superuser of PostgreSQL, and the connection goes straight to the server. A step
            that fails leaves nothing behind.

            Example:
              PGUSER=sluse_migrator sluse database migrate --dry-run
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        let output = global.output
        let migrator = Migrator(ConnectionSettings(conninfo: global.database ?? "", applicationName: "sluse migrate"))
        let steps: [Migration] =
            if change.dryRun {
                try await migrator.status().pending
            } else {
                try await migrator.migrate { step in
                    if output.format == .table { output.note("applied \(step.title)") }
                }
            }
        try output.list(
            steps.map { MigrationLine($0, state: change.dryRun ? "pending" : "applied") },
            whenEmpty: "the schema is up to date")
    }
}

/// `sluse database status`.
struct DatabaseStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show which migrations the database has and lacks.",
        discussion: """
            Example:
              sluse database status --format json
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.session { session in
            let status = try await session.database.transaction(.readOnly) { tx in
                try Migrator.status(Migration.embedded, &tx)
            }
            try session.output.list(
                status.applied.map(MigrationLine.init) + status.pending.map { MigrationLine($0, state: "pending") })
            guard !status.pending.isEmpty else { return }
            session.output.note(
                status.applied.isEmpty
                    ? "this database holds no deployment yet; make it: sluse database init"
                    : "\(status.pending.count) pending; stop slused, then apply them: sluse database migrate")
        }
    }
}

/// A migration as it is listed.
struct MigrationLine: Printable {
    let migration: String
    let state: String
    let appliedAt: String?
    let appliedBy: String?

    init(_ migration: Migration, state: String) {
        self.migration = migration.title
        self.state = state
        appliedAt = nil
        appliedBy = nil
    }

    init(_ applied: AppliedMigration) {
        migration = applied.title
        state = "applied"
        appliedAt = applied.appliedAt
        appliedBy = applied.appliedBy
    }

    static let fields: [Field<MigrationLine>] = [
        Field("migration", "Migration") { $0.migration },
        Field("state", "State") { $0.state },
        Field("appliedAt", "Applied at") { $0.appliedAt ?? "" },
        Field("appliedBy", "By") { $0.appliedBy ?? "" },
    ]
}

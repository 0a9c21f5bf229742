import ArgumentParser

/// `sluse database`: the deployment itself.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "The database: make it, migrate it, check it.",
        subcommands: [
            DatabaseInit.self, DatabaseMigrate.self, DatabaseStatus.self, DatabaseCheck.self, DatabaseDoctor.self,
        ])
}

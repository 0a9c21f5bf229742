import ArgumentParser

/// `sluse database`.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "The database: make it, migrate it, check it.")
}

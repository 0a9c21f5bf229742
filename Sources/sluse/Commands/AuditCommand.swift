import ArgumentParser

/// `sluse audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Who changed what, and whether the record is whole.")
}

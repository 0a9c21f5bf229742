import ArgumentParser

/// `sluse operator`.
struct OperatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator",
        abstract: "The people who log in, and what they may do.")
}

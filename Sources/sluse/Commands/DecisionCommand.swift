import ArgumentParser

/// `sluse decision`.
struct DecisionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision",
        abstract: "What was decided, and what rests on it.")
}

import ArgumentParser

/// `sluse apply`.
struct ApplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Configure a municipality from a file.")
}

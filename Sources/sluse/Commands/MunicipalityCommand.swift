import ArgumentParser

/// `sluse municipality`.
struct MunicipalityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "municipality",
        abstract: "The municipalities of this deployment.")
}

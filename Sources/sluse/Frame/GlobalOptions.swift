import ArgumentParser
import Municipal

/// How a command prints what it read.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
    case csv
}

/// The options that every command has which talks to the database.
///
/// ```swift
/// @OptionGroup var global: GlobalOptions
/// ```
struct GlobalOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "Where the database is, as libpq writes it; without it PGHOST, PGDATABASE, PGSERVICE and so on.",
            valueName: "conninfo"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "The municipality, by short name, code or name; without it SLUSE_MUNICIPALITY.", valueName: "name"))
    var municipality: String?

    @Option(help: "How to print: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: OutputFormat = .table

    @Option(
        help: ArgumentHelp("Pretend the day; only in a database made with --sample.", valueName: "date"),
        transform: Day.argument)
    var today: Day?

    @Option(
        help: ArgumentHelp(
            "The folder with the municipalities' keys; without it SLUSE_KEYS, config/keys or /etc/sluse/keys.",
            valueName: "folder"))
    var keys: String?

    /// Prints in the format asked for.
    var output: Output { Output(format: format) }
}

/// The option that every command has which changes something.
///
/// The command runs the same transaction as always and rolls it back: see `Session.write`.
struct ChangeOptions: ParsableArguments, Sendable {
    @Flag(help: "Show what would change, and change nothing.")
    var dryRun = false
}

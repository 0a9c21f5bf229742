import ArgumentParser
import Municipal
import Tenancy

/// The daemon: `slused`.
struct Slused: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slused",
        abstract: "Does what time decides: ends, places, offers, notices; and sends the notices.",
        discussion: """
            It asks the database what is due and not yet done, so it may be stopped at any moment, started again after any \
            time, and run on several machines at once. SIGTERM and SIGINT let it finish the batch in hand.

            Settings come from a YAML file and from SLUSED_… variables, which go before it: SLUSED_NOTICES_CHANNEL stands \
            for `channel` under `notices`. The connection is libpq's own (PGHOST, PGSERVICE, ~/.pgpass).

            Examples:
              slused --config /etc/sluse/slused.yaml     run until it is told to stop
              slused --once                              do all that is due, and end; 75 if something has to wait
              slused --once --today 2025-06-01           pretend the day, in a sample database
            """,
        version: "slused 0.1.0")

    @Flag(help: "Do all that is due, print a line for each municipality, and end.")
    var once = false

    @Option(
        help: ArgumentHelp("Pretend the day; only in a database made with --sample.", valueName: "date"),
        transform: { text in
            do throws(InputError) {
                return try Day(parsing: text)
            } catch {
                throw ValidationError(error.message)
            }
        })
    var today: Day?

    @Option(
        help: ArgumentHelp(
            "The file with the settings; without it config/slused.yaml, if there is one.", valueName: "file"))
    var config: String?

    @Option(help: "How --once prints: table, json.")
    var format: SummaryFormat = .table

    func run() async throws {
        let settings = try await DaemonSettings.read(file: config)
        try await Daemon(settings: settings, today: today).run(once ? .once(format) : .untilStopped)
    }
}

/// How `--once` prints what it did.
enum SummaryFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
}

@main
private enum Program {
    static func main() async {
        do {
            var command = try Slused.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            FailureReport(error).printAndExit()
        }
    }
}

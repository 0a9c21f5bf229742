import ArgumentParser

/// The administrator's tool: `sluse <noun> <verb>`.
struct Sluse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluse",
        abstract: "Flex-job pools that flow: places, wage coverage, waiting lists and what time decides.",
        discussion: """
            Start here:
              sluse database init                      make the schema in the database that PG… points to
              sluse apply -f config/ishoj.yaml         configure a municipality
              sluse pool list --municipality ishoj     see its pools

            The connection is libpq's own (PGHOST, PGDATABASE, PGSERVICE, \
            ~/.pgpass) or --database. SLUSE_MUNICIPALITY saves typing \
            --municipality. CPR numbers are never given as arguments.
            """,
        version: "sluse 0.1.0",
        subcommands: CommandGroups.all)
}

@main
private enum Program {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try PersonalNumberGuard.check(arguments)
            try CommandWords.check(arguments)
            var command = try Sluse.parseAsRoot(CommandWords.tyingNegativeValues(arguments))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            ErrorReport(error).printAndExit()
        }
    }
}

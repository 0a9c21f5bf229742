import ArgumentParser

/// `sluse citizen`: the people whom everything else is about.
struct CitizenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "citizen",
        abstract: "Citizens: add, find, show, erase.",
        discussion: """
            Citizens go by their number, such as B-17. CPR numbers and names are \
            read from standard input or files, never from arguments, and are \
            sealed with keys outside the database (--keys, SLUSE_KEYS).
            """,
        subcommands: [
            CitizenAdd.self, CitizenImportCommand.self, CitizenFind.self, CitizenShow.self, CitizenAccessLog.self,
            CitizenErase.self,
        ])
}

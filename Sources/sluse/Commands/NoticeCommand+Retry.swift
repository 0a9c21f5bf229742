import ArgumentParser
import Notices
import Tenancy

/// `sluse notice retry`.
struct NoticeRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Send a notice that was given up, or is to be tried again later, now.",
        discussion: """
            The notice keeps its key: a receiver that took it after all can tell that it is the same one.

            Example:
              sluse notice retry 7 --municipality ishoj
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @Argument(help: "The number of the notice.", transform: NoticeNumber.argument) var number: Int32

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let record = try await session.database.write(in: town.id, dryRun: change.dryRun) { tx in
                try NoticeRepository.retry(number, in: town.id, &tx)
            }
            guard session.output.format == .table else { return try session.output.item(NoticeLine(record)) }
            try session.output.say(
                change.dryRun ? "notice \(number) would be sent again" : "notice \(number) is sent again by the daemon")
        }
    }
}

import ArgumentParser
import Citizens
import FlexJobs
import Municipal
import Tenancy

/// `sluse pool permit`.
struct PoolPermit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permit",
        abstract: "Permit someone else to grant a coverage above a year's budget.",
        discussion: """
            Who permits may not grant: the grant with --permit must be another person's.

            Example:
              sluse pool permit mikrofleks --citizen B-17 --amount 25.000,00 --reason "Approved by the head of the jobcentre"
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The pool, by its short name.")
    var pool: String

    @Option(help: "The citizen, such as B-17.", transform: CitizenNumber.argument)
    var citizen: CitizenNumber

    @Option(help: "The most by which a year's budget may be exceeded, in kroner.", transform: Money.argument)
    var amount: Money

    @Option(help: "Why.", transform: TextLine.argument)
    var reason: TextLine

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let number = try await session.database.write(in: town.id, reason: reason.text, dryRun: change.dryRun) {
                tx in
                try Budget.permit(citizen, pool: pool, atMost: amount, reason: reason.text, in: town.id, &tx)
            }
            try session.output.say(
                change.dryRun
                    ? "would permit \(citizen) in pool \(pool) up to \(amount) above the budget"
                    : "\(number) permits \(citizen) in pool \(pool) up to \(amount) above the budget; someone else grants with --permit \(number)"
            )
        }
    }
}

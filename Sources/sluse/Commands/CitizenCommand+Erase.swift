import ArgumentParser
import Citizens
import Municipal
import Tenancy

/// `sluse citizen erase`.
struct CitizenErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase a person for good: key, name, CPR number and day of birth.",
        discussion: """
            The number stays, so that money and places still add up. Refused \
            while a coverage is active or an entry on a waiting list is open. It \
            can't be undone.

            Example:
              sluse citizen erase B-17 --reason "retention period ended" --dry-run
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Option(help: "Why, for the log.", transform: AccessReason.argument)
    var reason: AccessReason
    @Argument(help: "The citizen, such as B-17.", transform: CitizenNumber.argument)
    var citizen: CitizenNumber

    func run() async throws {
        try await global.session { session in
            let municipality = try await session.municipality()
            let day = try await session.database.write(in: municipality.id, dryRun: change.dryRun) { tx in
                try CitizenErasure.erase(citizen, reason: reason, in: municipality.id, &tx)
            }
            try session.output.say(change.dryRun ? "\(citizen) would be erased" : "\(citizen) was erased on \(day)")
        }
    }
}

import ArgumentParser
import Citizens
import Municipal
import Tenancy

/// `sluse citizen find`.
struct CitizenFind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Find a citizen by CPR number, read from standard input.",
        discussion: """
            On a terminal the number is asked for and not shown. Every search is \
            recorded. Someone whom only another municipality knows is not found.

            Example:
              sluse citizen find --municipality ishoj
              sluse citizen find --format json < number.txt
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: "Why you search, for the log.", transform: AccessReason.argument)
    var reason: AccessReason?

    func run() async throws {
        try await global.session { session in
            let municipality = try await session.municipality()
            let keys = try session.keys.require(for: municipality.id, "to look up a CPR number")
            let cpr = try PersonInput.number()
            let lookup = CitizenLookup(keys: keys)
            let found = try await session.database.write(in: municipality.id) { tx in
                try lookup.find(cpr, reason: reason, &tx)
            }
            guard let found else { throw CitizenLookup.notFound }
            try session.output.item(CitizenLine(found))
        }
    }
}

/// A citizen on one line.
struct CitizenLine: Printable {
    let citizen: CitizenNumber
    let cpr: String?
    let name: String?
    let born: Day?
    let unit: String?
    let protectedAddress: Bool

    init(_ summary: CitizenSummary) {
        citizen = summary.number
        cpr = summary.maskedCPR
        name = summary.name
        born = summary.protectedAddress ? nil : summary.born
        unit = summary.unit
        protectedAddress = summary.protectedAddress
    }

    static let fields: [Field<CitizenLine>] = [
        Field("citizen", "Citizen") { $0.citizen.description },
        Field("cpr", "CPR number") { $0.cpr ?? "–" },
        Field("name", "Name") { $0.name ?? "–" },
        Field("born", "Born") { $0.born?.description ?? "–" },
        Field("unit", "Unit") { $0.unit ?? "–" },
        Field("protectedAddress", "Protected") { $0.protectedAddress ? "yes" : "no" },
    ]
}

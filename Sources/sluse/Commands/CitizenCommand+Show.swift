import ArgumentParser
import Citizens
import Municipal
import Tenancy

/// `sluse citizen show`.
struct CitizenShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a citizen; the CPR number masked, unless --reveal with a reason.",
        discussion: """
            Name and number of a person with protected address are shown \
            with --reveal only. Addresses are not kept here. Every look is \
            recorded: sluse citizen access-log.

            Example:
              sluse citizen show B-17
              sluse citizen show B-17 --reveal --reason "called in about an offer"
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Show name and CPR number in full; recorded with the reason.")
    var reveal = false
    @Option(help: "Why they are needed.", transform: AccessReason.argument)
    var reason: AccessReason?
    @Argument(help: "The citizen, such as B-17.", transform: CitizenNumber.argument)
    var citizen: CitizenNumber

    func validate() throws {
        if reveal, reason == nil {
            throw ValidationError("--reveal needs --reason \"…\": it is recorded before anything is shown")
        }
        if !reveal, reason != nil { throw ValidationError("--reason goes with --reveal") }
    }

    func run() async throws {
        try await global.session { session in
            let municipality = try await session.municipality()
            let disclosure = CitizenDisclosure(keys: session.keys, tenant: municipality.id)
            let dossier =
                if let reason {
                    try await session.database.write(in: municipality.id) { tx in
                        try disclosure.reveal(citizen, reason: reason, &tx)
                    }
                } else {
                    try await session.database.write(in: municipality.id) { tx in try disclosure.show(citizen, &tx) }
                }
            if let note = dossier.note { session.output.note(note) }
            try session.output.item(CitizenPage(dossier))
        }
    }
}

/// Everything about a citizen that may be shown.
struct CitizenPage: Printable {
    struct Period: Encodable {
        let value: String
        let from: Day
        let through: Day?
        let words: String

        init(_ period: CitizenPeriod) {
            value = period.value
            from = period.span.from
            through = period.span.lastDay
            words = "\(period.value) \(period.span.text(.english))"
        }

        private enum CodingKeys: String, CodingKey {
            case value, from, through
        }
    }

    let citizen: CitizenNumber
    let cpr: String?
    let name: String?
    let born: Day?
    let unit: String?
    let protectedAddress: Bool
    let erasedOn: Day?
    let targetGroups: [Period]
    let benefits: [Period]

    init(_ dossier: CitizenDisclosure.Dossier) {
        let summary = dossier.summary
        let line = CitizenLine(summary)
        citizen = summary.number
        cpr = dossier.revealed.map { CitizenPage.written($0.cpr) } ?? line.cpr
        name = dossier.revealed?.name ?? line.name
        born = dossier.revealed?.cpr.birthDate ?? line.born
        unit = summary.unit
        protectedAddress = summary.protectedAddress
        erasedOn = summary.erasedOn
        targetGroups = dossier.targetGroups.map(Period.init)
        benefits = dossier.benefits.map(Period.init)
    }

    /// The one place where a CPR number is printed in full.
    private static func written(_ cpr: CPRNumber) -> String {
        let digits = cpr.rawDigits()
        return "\(digits.prefix(6))-\(digits.suffix(4))"
    }

    private static func words(_ periods: [Period]) -> String {
        periods.isEmpty ? "–" : periods.map(\.words).joined(separator: "; ")
    }

    static let fields: [Field<CitizenPage>] = [
        Field("citizen", "Citizen") { $0.citizen.description },
        Field("cpr", "CPR number") { $0.cpr ?? "–" },
        Field("name", "Name") { $0.name ?? "–" },
        Field("born", "Born") { $0.born?.description ?? "–" },
        Field("unit", "Unit") { $0.unit ?? "–" },
        Field("protectedAddress", "Protected") { $0.protectedAddress ? "yes" : "no" },
        Field("erasedOn", "Erased on") { $0.erasedOn?.description ?? "–" },
        Field("targetGroups", "Target group") { CitizenPage.words($0.targetGroups) },
        Field("benefits", "Benefit") { CitizenPage.words($0.benefits) },
    ]
}

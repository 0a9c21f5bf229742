import ArgumentParser
import Citizens
import FlexJobs
import Municipal
import Tenancy

/// `sluse offer`: places offered to those first in line.
struct OfferCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offer",
        abstract: "Offers: places that became free, offered to the first in line.",
        discussion: """
            The daemon makes offers and lets them lapse. A caseworker accepts with the start, or declines with a reason.
            """,
        subcommands: [OfferList.self, OfferAccept.self, OfferDecline.self])
}

/// `sluse offer list`.
struct OfferList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List open offers, or all of them.",
        discussion: """
            Example:
              sluse offer list --pool mikrofleks --all
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: "Only offers of this pool.")
    var pool: String?

    @Flag(help: "Also those that were answered or have lapsed.")
    var all = false

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let keys = session.keys
            let states: [Offer.State] = all ? Offer.State.allCases : [.open]
            let (lines, note) = try await session.database.read(in: town.id) { tx in
                let offers = try WaitlistReports.offers(pool: pool, states: states, in: town.id, &tx)
                let people = try CitizenDirectory(keys: keys, tenant: town.id).summaries(of: offers.map(\.citizen), &tx)
                return (offers.map { OfferLine($0, people) }, people.note)
            }
            try session.output.list(lines, whenEmpty: all ? "no place was ever offered" : "no offer is open")
            if let note, !lines.isEmpty { session.output.note(note) }
        }
    }
}

/// `sluse offer accept`.
struct OfferAccept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept an offer and grant the coverage.",
        discussion: """
            Example:
              sluse offer accept O-9 --employer 13748136 --hours 8 --monthly 9.000,00 --from 2025-10-01 --case 25/1234
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var terms: CoverageTermsOptions

    @Argument(help: "The offer, such as O-9.", transform: OfferNumber.argument)
    var offer: OfferNumber

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let coverage = try await session.database.write(in: town.id, dryRun: change.dryRun) { tx in
                try AnswerOffer.accept(
                    offer, employer: terms.employer, productionUnit: terms.productionUnit, weeklyHours: terms.hours,
                    monthlyAmount: terms.monthly, from: terms.from, agreedLastDay: terms.to,
                    caseNumber: terms.caseNumber.text,
                    cameFromUnemploymentBenefit: terms.fromUnemploymentBenefit, permit: terms.permit, in: town.id, &tx)
            }
            try session.showGranted(coverage, dryRun: change.dryRun)
        }
    }
}

/// `sluse offer decline`.
struct OfferDecline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Decline an offer; the pool's rule says what becomes of the person.",
        discussion: """
            The rule is when-declined in the municipality's file: keep the place in line, go to the back of the priority
            class, park until a caseworker says so, or withdraw from the list.

            Example:
              sluse offer decline O-9 --reason "Wants to wait for a place near home" --park-until 2025-12-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The offer, such as O-9.", transform: OfferNumber.argument)
    var offer: OfferNumber

    @Option(help: "Why.", transform: TextLine.argument)
    var reason: TextLine

    @Option(help: "Park the person until this day, instead of what the pool's rule says.", transform: Day.argument)
    var parkUntil: Day?

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let state = try await session.database.write(in: town.id, dryRun: change.dryRun) { tx in
                try AnswerOffer.decline(offer, reason: reason.text, parkUntil: parkUntil, in: town.id, &tx)
            }
            try session.output.say(
                "\(offer) \(change.dryRun ? "would be" : "is") declined; the person is \(state.rawValue)")
        }
    }
}

/// An offer in a list.
struct OfferLine: Printable {
    let offer: OfferNumber
    let entry: WaitingNumber
    let citizen: CitizenNumber
    let name: String?
    let madeOn: Day
    let answerBy: Day
    let state: String
    let answeredOn: Day?
    let reason: String?

    init(_ offer: Offer, _ people: CitizenSummaries) {
        self.offer = offer.id
        entry = offer.entry
        citizen = offer.citizen
        name = people[offer.citizen]?.name
        madeOn = offer.madeOn
        answerBy = offer.answerBy
        state = offer.state.rawValue
        answeredOn = offer.answeredOn
        reason = offer.reason
    }

    static let fields: [Field<OfferLine>] = [
        Field("offer", "Offer") { "\($0.offer)" },
        Field("entry", "Entry") { "\($0.entry)" },
        Field("citizen", "Citizen") { "\($0.citizen)" },
        Field("name", "Name") { $0.name ?? "–" },
        Field("madeOn", "Made") { "\($0.madeOn)" },
        Field("answerBy", "Answer by") { "\($0.answerBy)" },
        Field("state", "State") { $0.state },
        Field("answeredOn", "Answered") { $0.answeredOn.map { "\($0)" } ?? "" },
        Field("reason", "Reason") { $0.reason ?? "" },
    ]
}

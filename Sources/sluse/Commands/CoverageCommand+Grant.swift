import ArgumentParser
import Citizens
import FlexJobs
import Municipal
import Tenancy

/// What a coverage is granted on, the same for a grant and for an accepted offer.
struct CoverageTermsOptions: ParsableArguments, Sendable {
    @Option(help: "The employer's CVR number.", transform: CVRNumber.argument)
    var employer: CVRNumber

    @Option(help: "The production unit's P-number.", transform: ProductionUnitNumber.argument)
    var productionUnit: ProductionUnitNumber?

    @Option(help: "Hours a week: 7.4, 7,4 or 7:24.", transform: Hours.argument)
    var hours: Hours

    @Option(help: "What the coverage costs a month, in kroner: 9000 or 9.000,00.", transform: Money.argument)
    var monthly: Money

    @Option(help: "The first covered day.", transform: Day.argument)
    var from: Day

    @Option(
        help: "The last covered day, where one was agreed that is earlier than the pool's limit gives.",
        transform: Day.argument)
    var to: Day?

    @Option(name: .customLong("case"), help: "The municipality's case number.", transform: TextLine.argument)
    var caseNumber: TextLine

    @Flag(
        inversion: .prefixedNo,
        help: "Whether the citizen comes from ledighedsydelse; without it, as the benefit recorded the day before says."
    )
    var fromUnemploymentBenefit: Bool?

    @Option(help: "Another person's leave to exceed a budget, such as P-2.", transform: PermitNumber.argument)
    var permit: PermitNumber?
}

/// `sluse coverage grant`.
struct CoverageGrant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Grant a citizen a place in a pool.",
        discussion: """
            The end follows from the pool's limit. Whoever is before the citizen in line goes first, unless a reason is given.

            Example:
              sluse coverage grant B-17 --pool mikrofleks --employer 13748136 --hours 8 --monthly 9.000,00 \\
                --from 2025-10-01 --case 25/1234
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var terms: CoverageTermsOptions

    @Argument(help: "The citizen, such as B-17.", transform: CitizenNumber.argument)
    var citizen: CitizenNumber

    @Option(help: "The pool, by its short name.")
    var pool: String

    @Option(help: "Why the citizen goes before others in line; recorded.", transform: TextLine.argument)
    var outOfTurn: TextLine?

    func run() async throws {
        let request = GrantCoverage.Request(
            citizen: citizen, employer: terms.employer, productionUnit: terms.productionUnit, weeklyHours: terms.hours,
            monthlyAmount: terms.monthly, from: terms.from, agreedLastDay: terms.to, caseNumber: terms.caseNumber.text,
            cameFromUnemploymentBenefit: terms.fromUnemploymentBenefit, outOfTurn: outOfTurn?.text, permit: terms.permit
        )
        try await global.session { session in
            let town = try await session.municipality()
            let (coverage, day) = try await session.database.write(
                in: town.id, reason: outOfTurn?.text, dryRun: change.dryRun
            ) { tx in
                (try GrantCoverage.run(request, pool: pool, in: town.id, &tx), try tx.today())
            }
            if coverage.period.from > day {
                session.output.note(
                    "place \(coverage.seat) is kept for \(coverage.citizen) from now on and offered to nobody before \(coverage.period.from)"
                )
            }
            try session.showGranted(coverage, dryRun: change.dryRun)
        }
    }
}

extension Session {
    /// Says what was granted.
    func showGranted(_ coverage: Coverage, dryRun: Bool) throws {
        guard output.format == .table else { return try output.item(CoverageLine(coverage, name: nil)) }
        let days = coverage.period.text(.english)
        try output.say(
            dryRun
                ? "would grant \(coverage.citizen) place \(coverage.seat) \(days)"
                : "\(coverage.id): \(coverage.citizen) has place \(coverage.seat) \(days)")
    }
}

/// A coverage in a list.
struct CoverageLine: Printable {
    let coverage: CoverageNumber
    let citizen: CitizenNumber
    let name: String?
    let place: Int32
    let from: Day
    let lastDay: Day?
    let weeklyHours: String
    let monthlyOre: Int64
    let employer: CVRNumber
    let productionUnit: ProductionUnitNumber?
    let caseNumber: String
    let fromUnemploymentBenefit: Bool
    let state: String
    let endReason: String?

    init(_ coverage: Coverage, name: String?) {
        self.coverage = coverage.id
        citizen = coverage.citizen
        self.name = name
        place = coverage.seat
        from = coverage.period.from
        lastDay = coverage.period.lastDay
        weeklyHours = coverage.weeklyHours.decimal(.english)
        monthlyOre = coverage.monthlyAmount.ore
        employer = coverage.employer
        productionUnit = coverage.productionUnit
        caseNumber = coverage.caseNumber
        fromUnemploymentBenefit = coverage.cameFromUnemploymentBenefit
        state = coverage.state.rawValue
        endReason = coverage.endReason?.rawValue
    }

    static let fields: [Field<CoverageLine>] = [
        Field("coverage", "Coverage") { "\($0.coverage)" },
        Field("citizen", "Citizen") { "\($0.citizen)" },
        Field("name", "Name") { $0.name ?? "–" },
        Field("place", "Place", .right) { "\($0.place)" },
        Field("from", "From") { "\($0.from)" },
        Field("lastDay", "Last day") { $0.lastDay.map { "\($0)" } ?? "none" },
        Field("weeklyHours", "Hours", .right) { $0.weeklyHours },
        Field("monthlyOre", "A month", .right) { "\(Money(ore: $0.monthlyOre))" },
        Field("employer", "Employer") { "\($0.employer)" },
        Field("caseNumber", "Case") { $0.caseNumber },
        Field("state", "State") { $0.state },
        Field("endReason", "Reason") { $0.endReason ?? "" },
    ]
}

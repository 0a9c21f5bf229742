import ArgumentParser
import FlexJobs
import Municipal
import Tenancy

/// `sluse pool forecast`.
struct PoolForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Look ahead: today's rules beside a proposal's.",
        discussion: """
            Starts from those inside with their real ends and from the waiting list. Without --capacity and --limit-months the
            proposal is what stands in the configuration as proposed. With --seed the same is simulated with early exits and
            declined offers, and ranges are shown (a tenth, half, nine tenths of the courses). A place that becomes free is
            taken the same day, and nobody new joins the waiting list. CSV has a line for each year of each of the two.

            Example:
              sluse pool forecast mikrofleks --capacity 10 --limit-months 24 --years 5
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The pool, by its short name.")
    var pool: String

    @Option(help: "The proposed number of places.")
    var capacity: Int?

    @Option(help: "The proposed limit in months, for everybody.")
    var limitMonths: Int?

    @Option(help: "Months of notice for those inside, with --limit-months.")
    var noticeMonths = 6

    @Option(
        help: "What a new coverage costs a month, in kroner; without it the average of those inside.",
        transform: Money.argument)
    var monthly: Money?

    @Option(help: "Whole calendar years after this one, 1 to 50.")
    var years = 5

    @Option(help: "Simulate with chance drawn from this number; the same number gives the same ranges.")
    var seed: UInt64?

    @Option(help: "With --seed: the chance in percent that somebody leaves early in a year.")
    var earlyExitPercent = 10

    @Option(help: "With --seed: the chance in percent that somebody declines an offer.")
    var declinePercent = 20

    func validate() throws {
        guard (1...ForecastBasis.longest).contains(years) else {
            throw ValidationError("--years is 1 to \(ForecastBasis.longest)")
        }
        guard (0...100).contains(earlyExitPercent), (0...100).contains(declinePercent) else {
            throw ValidationError("a chance is 0 to 100 percent")
        }
        if let capacity, !(0...100_000).contains(capacity) { throw ValidationError("--capacity is 0 to 100000 places") }
    }

    func run() async throws {
        let proposal = PoolForecast.Proposal(
            capacity: capacity, limitMonths: limitMonths, noticeMonths: noticeMonths, monthlyAmount: monthly,
            years: years)
        try await global.session { session in
            let town = try await session.municipality()
            let scenarios = try await session.database.read(in: town.id) { tx in
                try PoolForecast.scenarios(pool, proposal, in: town.id, &tx)
            }
            let comparison = try ForecastComparison(
                present: scenarios.present, proposal: scenarios.proposal ?? scenarios.present, scenarios.basis)
            let simulated = try seed.map { seed in
                let simulation = ForecastSimulation(
                    seed: seed, earlyExitPerYear: Ratio(earlyExitPercent, of: 100),
                    decline: Ratio(declinePercent, of: 100))
                return try [scenarios.present, scenarios.proposal].compactMap(\.self).map {
                    try simulation.run($0, scenarios.basis)
                }
            }
            let shown = try ForecastReport(comparison, hasProposal: scenarios.proposal != nil, simulated)
            switch session.output.format {
            case .json: try session.output.item(shown)
            case .csv: try session.output.list(shown.lines)
            case .table: try show(shown, session.output)
            }
            guard scenarios.proposal == nil else { return }
            session.output.note(
                "nothing is proposed for \(pool): say --capacity or --limit-months, or declare a proposal in the file")
        }
    }

    private func show(_ report: ForecastReport, _ output: Output) throws {
        for forecast in [report.present, report.proposal].compactMap(\.self) {
            try output.say("\(forecast.name)")
            try output.list(forecast.years.map(ForecastYearLine.init))
            try output.say(forecast.waits.isEmpty ? "nobody waits\n" : "\(PlaceInLine.text(forecast.waits))\n")
        }
        if report.proposal != nil { try output.item(report) }
        for result in report.simulation ?? [] {
            try output.say("\nsimulated, \(result.name)")
            try output.list(result.years.map(SimulatedYearLine.init))
        }
    }
}

/// When each position in line gets a place, positions with the same day together.
enum PlaceInLine {
    static func text(_ waits: [Forecast.Wait]) -> String {
        var groups: [(first: Int, last: Int, day: Day?)] = []
        for wait in waits {
            if let group = groups.last, group.day == wait.day {
                groups[groups.count - 1].last = wait.position
            } else {
                groups.append((wait.position, wait.position, wait.day))
            }
        }
        return groups.map { group in
            let positions =
                group.first == group.last ? "position \(group.first)" : "positions \(group.first) to \(group.last)"
            return "\(positions) in line: "
                + (group.day.map { "a place on \($0)" } ?? "no place within the years shown")
        }.joined(separator: "\n")
    }
}

/// A comparison of two forecasts, as scripts read it.
struct ForecastReport: Printable {
    let present: Forecast
    /// `nil` if nothing is proposed.
    let proposal: Forecast?
    let moreEntries: Int
    let moreBenefitWeeksAvoided: Double
    let additionalCostOre: Int64
    let simulation: [ForecastSimulation.Result]?

    init(
        _ comparison: ForecastComparison, hasProposal: Bool, _ simulation: [ForecastSimulation.Result]?
    ) throws {
        present = comparison.present
        proposal = hasProposal ? comparison.proposal : nil
        moreEntries = comparison.moreEntries
        moreBenefitWeeksAvoided = Ratio(comparison.moreBenefitDaysAvoided, of: 7).quotient ?? 0
        additionalCostOre = try comparison.additionalCost().ore
        self.simulation = simulation
    }

    /// The years of both, as CSV has them.
    var lines: [ForecastCourseLine] {
        ForecastCourseLine.lines("present", present, simulation?.first)
            + (proposal.map { ForecastCourseLine.lines("proposal", $0, simulation?.last) } ?? [])
    }

    static let fields: [Field<ForecastReport>] = [
        Field("moreEntries", "More people get a place") { "\($0.moreEntries)" },
        Field("moreBenefitWeeksAvoided", "More weeks of ledighedsydelse avoided") { "\($0.moreBenefitWeeksAvoided)" },
        Field("additionalCostOre", "Additional cost") { "\(Money(ore: $0.additionalCostOre))" },
    ]
}

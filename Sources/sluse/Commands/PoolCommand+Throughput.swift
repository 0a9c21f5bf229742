import ArgumentParser
import FlexJobs
import Municipal
import Tenancy

/// `sluse pool throughput`.
struct PoolThroughput: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "throughput",
        abstract: "Show how a pool flowed in a period.",
        discussion: """
            Both days are included. With --explain every figure's definition stands beside it.

            Example:
              sluse pool throughput mikrofleks --from 2025-01-01 --to 2025-12-31 --explain
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The pool, by its short name.")
    var pool: String

    @Option(help: "The first day.", transform: Day.argument)
    var from: Day

    @Option(help: "The last day, included.", transform: Day.argument)
    var to: Day

    @Flag(help: "Print the definition of every figure.")
    var explain = false

    func run() async throws {
        let period = try ReportPeriod(from: from, through: to)
        try await global.session { session in
            let town = try await session.municipality()
            let (figures, day) = try await session.database.read(in: town.id) { tx in
                (try PoolReports.throughput(pool, in: period, tenant: town.id, &tx), try tx.today())
            }
            if period.last > day {
                session.output.note("the period is not over: ends that are already known are counted")
            }
            guard session.output.format == .table else { return try session.output.item(ThroughputFigures(figures)) }
            let shown = ThroughputFigures(figures)
            let definitions = Dictionary(Throughput.explanations) { first, _ in first }
            let lines = ThroughputFigures.fields.map { field in
                FigureLine(
                    figure: field.key, value: field.text(shown),
                    definition: explain ? definitions[field.key] ?? "" : nil)
            }
            try session.output.list(lines)
            if explain {
                for line in lines { try session.output.say("\n\(line.figure): \(line.definition ?? "")") }
            }
        }
    }
}

/// The figures of throughput, as JSON the keys scripts rely on.
struct ThroughputFigures: Printable {
    private let figures: Throughput

    init(_ figures: Throughput) {
        self.figures = figures
    }

    func encode(to encoder: any Encoder) throws {
        try figures.encode(to: encoder)
    }

    static let fields: [Field<ThroughputFigures>] = [
        Field("capacity", "Capacity") { "\($0.figures.capacity)" },
        Field("occupied", "Occupied") { "\($0.figures.occupied)" },
        Field("waiting", "Waiting") { "\($0.figures.waiting)" },
        Field("entered", "Entered") { "\($0.figures.entered)" },
        Field("exited", "Exited") { "\($0.figures.exited)" },
        Field("expired", "Expired") { "\($0.figures.expired)" },
        Field("occupiedDays", "Occupied days") { "\($0.figures.occupiedDays)" },
        Field("capacityDays", "Capacity days") { "\($0.figures.capacityDays)" },
        Field("utilisation", "Utilisation") { "\($0.figures.utilisation)" },
        Field("exitsPerYear", "Exits per year") { $0.figures.exitsPerYear.quotient.map { "\($0)" } ?? "–" },
        Field("turnover", "Turnover") { $0.figures.turnover.quotient.map { "\($0)" } ?? "–" },
        Field("medianCompletedDays", "Median completed days") { $0.figures.medianCompletedDays.map { "\($0)" } ?? "–" },
        Field("medianCurrentDays", "Median current days") { $0.figures.medianCurrentDays.map { "\($0)" } ?? "–" },
        Field("fromUnemploymentBenefit", "From unemployment benefit") { "\($0.figures.fromUnemploymentBenefit)" },
        Field("exits", "Exits") { figures in
            figures.figures.exits.filter { $0.value > 0 }.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(
                separator: ", ")
        },
    ]
}

/// One figure on a line.
struct FigureLine: Printable {
    let figure: String
    let value: String
    let definition: String?

    static let fields: [Field<FigureLine>] = [
        Field("figure", "Figure") { $0.figure },
        Field("value", "Value", .right) { $0.value },
    ]
}

import FlexJobs
import Municipal

/// A calendar year of one course of rules, as CSV has it; the ranges are there with --seed.
struct ForecastCourseLine: Printable {
    let scenario: String
    let year: Int
    let entered: Int
    let exited: Int
    let costOre: Int64
    let benefitWeeksAvoided: Double
    let enteredP10: Int?
    let enteredP50: Int?
    let enteredP90: Int?
    let exitedP10: Int?
    let exitedP50: Int?
    let exitedP90: Int?
    let costOreP10: Int64?
    let costOreP50: Int64?
    let costOreP90: Int64?

    init(_ scenario: String, _ year: Forecast.Year, _ ranges: ForecastSimulation.Year?) {
        self.scenario = scenario
        self.year = year.year
        entered = year.entered
        exited = year.exited
        costOre = year.cost.ore
        benefitWeeksAvoided = year.benefitWeeksAvoided
        enteredP10 = ranges?.entered.p10
        enteredP50 = ranges?.entered.p50
        enteredP90 = ranges?.entered.p90
        exitedP10 = ranges?.exited.p10
        exitedP50 = ranges?.exited.p50
        exitedP90 = ranges?.exited.p90
        costOreP10 = ranges?.cost.p10.ore
        costOreP50 = ranges?.cost.p50.ore
        costOreP90 = ranges?.cost.p90.ore
    }

    /// The years of a forecast, each with its range where one was simulated.
    static func lines(
        _ scenario: String, _ forecast: Forecast, _ simulation: ForecastSimulation.Result?
    ) -> [ForecastCourseLine] {
        forecast.years.map { year in
            ForecastCourseLine(scenario, year, simulation?.years.first { $0.year == year.year })
        }
    }

    static let fields: [Field<ForecastCourseLine>] = [
        Field("scenario", "Scenario") { $0.scenario },
        Field("year", "Year", .right) { "\($0.year)" },
        Field("entered", "Entered", .right) { "\($0.entered)" },
        Field("exited", "Exited", .right) { "\($0.exited)" },
        Field("costOre", "Cost", .right) { "\(Money(ore: $0.costOre))" },
        Field("benefitWeeksAvoided", "Weeks of ledighedsydelse avoided", .right) { "\($0.benefitWeeksAvoided)" },
        range("enteredP10", \.enteredP10), range("enteredP50", \.enteredP50), range("enteredP90", \.enteredP90),
        range("exitedP10", \.exitedP10), range("exitedP50", \.exitedP50), range("exitedP90", \.exitedP90),
        range("costOreP10", \.costOreP10), range("costOreP50", \.costOreP50), range("costOreP90", \.costOreP90),
    ]

    private static func range<Value>(
        _ key: String, _ value: @escaping @Sendable (ForecastCourseLine) -> Value?
    ) -> Field<ForecastCourseLine> {
        Field(key, key, .right) { line in value(line).map { "\($0)" } ?? "" }
    }
}

/// A calendar year of a forecast.
struct ForecastYearLine: Printable {
    let year: Int
    let entered: Int
    let exited: Int
    let costOre: Int64
    let benefitWeeksAvoided: Double

    init(_ year: Forecast.Year) {
        self.year = year.year
        entered = year.entered
        exited = year.exited
        costOre = year.cost.ore
        benefitWeeksAvoided = year.benefitWeeksAvoided
    }

    static let fields: [Field<ForecastYearLine>] = [
        Field("year", "Year", .right) { "\($0.year)" },
        Field("entered", "Entered", .right) { "\($0.entered)" },
        Field("exited", "Exited", .right) { "\($0.exited)" },
        Field("costOre", "Cost", .right) { "\(Money(ore: $0.costOre))" },
        Field("benefitWeeksAvoided", "Weeks of ledighedsydelse avoided", .right) { "\($0.benefitWeeksAvoided)" },
    ]
}

/// A calendar year of a simulation.
struct SimulatedYearLine: Printable {
    let year: Int
    let entered: String
    let exited: String
    let cost: String

    init(_ year: ForecastSimulation.Year) {
        self.year = year.year
        entered = "\(year.entered.p10) – \(year.entered.p50) – \(year.entered.p90)"
        exited = "\(year.exited.p10) – \(year.exited.p50) – \(year.exited.p90)"
        cost = "\(year.cost.p10) – \(year.cost.p50) – \(year.cost.p90)"
    }

    static let fields: [Field<SimulatedYearLine>] = [
        Field("year", "Year", .right) { "\($0.year)" },
        Field("entered", "Entered", .right) { $0.entered },
        Field("exited", "Exited", .right) { $0.exited },
        Field("cost", "Cost", .right) { $0.cost },
    ]
}

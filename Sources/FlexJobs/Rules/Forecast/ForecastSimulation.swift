public import Municipal

/// A forecast that leaves early exits and declined offers to chance and gives ranges.
///
/// The same seed gives the same ranges on every machine.
///
/// ```swift
/// let ranges = try ForecastSimulation(seed: 2025, earlyExitPerYear: Ratio(1, of: 10), decline: Ratio(1, of: 5))
///     .run(scenario, basis)
/// ```
public struct ForecastSimulation: Sendable, Hashable {
    /// The number the chances are drawn from.
    public let seed: UInt64
    /// The probability that somebody inside leaves early in a year.
    public let earlyExitPerYear: Ratio
    /// The probability that somebody declines an offer and leaves the list.
    public let decline: Ratio
    /// How many courses are drawn, 1 to 10,000.
    public let runs: Int

    /// A simulation; runs outside 1 to 10,000 are brought inside.
    public init(seed: UInt64, earlyExitPerYear: Ratio, decline: Ratio, runs: Int = 1000) {
        self.seed = seed
        self.earlyExitPerYear = earlyExitPerYear
        self.decline = decline
        self.runs = min(max(runs, 1), 10_000)
    }

    /// A value that a tenth, half and nine tenths of the courses do not exceed.
    public struct Percentiles<Value: Sendable & Hashable>: Sendable, Hashable {
        /// A tenth of the courses stay at or below this.
        public let p10: Value
        /// Half of the courses stay at or below this.
        public let p50: Value
        /// Nine tenths of the courses stay at or below this.
        public let p90: Value
    }

    /// The ranges of one calendar year.
    public struct Year: Sendable, Hashable {
        /// The calendar year.
        public let year: Int
        /// How many start.
        public let entered: Percentiles<Int>
        /// How many leave.
        public let exited: Percentiles<Int>
        /// What all coverages cost.
        public let cost: Percentiles<Money>
    }

    /// The ranges of a whole simulation.
    public struct Result: Sendable, Hashable, Encodable {
        /// The name of the scenario.
        public let name: String
        /// Each calendar year.
        public let years: [Year]
        /// For each position of the waiting list the days until it is offered a place; `nil` is not within the horizon.
        public let waitingDays: [Percentiles<Int?>]
    }

    /// Draws the courses and gives the ranges.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func run(_ scenario: ForecastScenario, _ basis: ForecastBasis) throws(OverflowError) -> Result {
        var chance = SeededChance(
            earlyExitPerYear: earlyExitPerYear, decline: decline, generator: SplitMix64(seed: seed))
        var courses: [[Forecast.Year]] = []
        var offers: [[Day?]] = []
        for _ in 0..<runs {
            let course = ForecastCourse(scenario, basis, chance: &chance)
            courses.append(try course.years(basis))
            offers.append(course.offeredOn)
        }
        let years = basis.calendarYears.enumerated().map { index, year in
            Year(
                year: year, entered: range(courses.map { $0[index].entered }),
                exited: range(courses.map { $0[index].exited }), cost: range(courses.map { $0[index].cost }))
        }
        let waits = basis.waitingFromUnemploymentBenefit.indices.map { position in
            let days = range(offers.map { ($0[position] ?? Day.max) })
            return Percentiles<Int?>(
                p10: wait(days.p10, basis), p50: wait(days.p50, basis), p90: wait(days.p90, basis))
        }
        return Result(name: scenario.name, years: years, waitingDays: waits)
    }

    /// The nearest ranks: the smallest value that so many of the courses do not exceed.
    private func range<Value: Comparable & Sendable & Hashable>(_ values: [Value]) -> Percentiles<Value> {
        let sorted = values.sorted()
        func rank(_ tenths: Int) -> Value { sorted[max(0, (sorted.count * tenths + 9) / 10 - 1)] }
        return Percentiles(p10: rank(1), p50: rank(5), p90: rank(9))
    }

    private func wait(_ day: Day, _ basis: ForecastBasis) -> Int? {
        day == Day.max ? nil : day - basis.today
    }
}

public import Municipal

/// What the pool will do under one set of rules if everybody stays to the planned end.
public struct Forecast: Sendable, Hashable {
    /// One calendar year of a forecast; the first one from today on.
    public struct Year: Sendable, Hashable {
        /// The calendar year.
        public let year: Int
        /// How many start.
        public let entered: Int
        /// How many leave: their first day no longer covered lies in the year.
        public let exited: Int
        /// What all coverages cost in the year.
        public let cost: Money
        /// The covered days of people who came from *ledighedsydelse* and would else be waiting on it.
        public let benefitDaysAvoided: Int

        /// The weeks of *ledighedsydelse* avoided, with two decimals.
        public var benefitWeeksAvoided: Double { Ratio(benefitDaysAvoided, of: 7).quotient ?? 0 }
    }

    /// What one position of the waiting list can expect.
    public struct Wait: Sendable, Hashable {
        /// The position, the first is 1.
        public let position: Int
        /// The day a place is free for it, or `nil` if that is not within the horizon.
        public let day: Day?
        /// The days until then.
        public let days: Int?
    }

    /// The name of the scenario.
    public let name: String
    /// Each calendar year from today's to the last whole one.
    public let years: [Year]
    /// Each position of the waiting list in order.
    public let waits: [Wait]
    /// Starts a year when the pool is always full, by Little's law; `nil` without a limit.
    public let steadyStartsPerYear: Ratio?

    /// Looks ahead.
    ///
    /// Assumes that a free place is taken the same day, that nobody leaves early or declines, that nobody joins the
    /// waiting list, and that a capacity below the number inside lets people leave without taking new ones in.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public init(_ scenario: ForecastScenario, _ basis: ForecastBasis) throws(OverflowError) {
        var certainty = Certainty()
        let course = ForecastCourse(scenario, basis, chance: &certainty)
        name = scenario.name
        years = try course.years(basis)
        waits = course.offeredOn.enumerated().map { index, day in
            Wait(position: index + 1, day: day, days: day.map { $0 - basis.today })
        }
        steadyStartsPerYear = scenario.steadyStartsPerYear
    }
}

extension ForecastCourse {
    /// The course added up by calendar year.
    func years(_ basis: ForecastBasis) throws(OverflowError) -> [Forecast.Year] {
        var costs: [Int: Money] = [:]
        for place in places {
            // What was covered before today is history, not forecast.
            let from = max(place.from, basis.today)
            guard let span = try? DateSpan(from: from, to: min(place.to ?? basis.horizon, basis.horizon)) else {
                continue
            }
            let rule = CoverageCost(monthlyAmount: place.monthlyAmount, pausePolicy: .leavesEnd)
            let touched = from.year...max(from.year, (span.lastDay ?? from).year)
            for (year, cost) in try rule.perYear(span, years: touched) {
                costs[year] = try (costs[year] ?? .zero) + cost
            }
        }
        let entries = count(places.filter(\.isEntry).map(\.from))
        let exits = count(places.compactMap(\.to).filter { $0 < basis.horizon })
        return basis.calendarYears.map { year in
            Forecast.Year(
                year: year, entered: entries[year] ?? 0, exited: exits[year] ?? 0, cost: costs[year] ?? .zero,
                benefitDaysAvoided: benefitDays(in: year, from: basis.today))
        }
    }

    private func count(_ days: [Day]) -> [Int: Int] {
        days.reduce(into: [:]) { $0[$1.year, default: 0] += 1 }
    }

    private func benefitDays(in year: Int, from today: Day) -> Int {
        guard let first = Day(year: year, month: 1, day: 1) else { return 0 }
        let start = max(first, today)
        let window = start..<max(start, first.startOfNextYear)
        return places.filter(\.cameFromUnemploymentBenefit).reduce(0) { sum, place in
            sum + ((try? DateSpan(from: place.from, to: place.to))?.days(in: window) ?? 0)
        }
    }
}

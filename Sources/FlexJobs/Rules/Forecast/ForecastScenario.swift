public import Municipal

/// Somebody inside the pool today.
public struct ForecastOccupant: Sendable, Hashable {
    /// The first covered day, and the end under the scenario's rules; without an end the person never leaves.
    public let span: DateSpan
    /// What a whole month costs.
    public let monthlyAmount: Money
    /// Whether the person came from *ledighedsydelse*.
    public let cameFromUnemploymentBenefit: Bool

    /// An occupant.
    public init(span: DateSpan, monthlyAmount: Money, cameFromUnemploymentBenefit: Bool) {
        self.span = span
        self.monthlyAmount = monthlyAmount
        self.cameFromUnemploymentBenefit = cameFromUnemploymentBenefit
    }
}

/// One set of rules to look ahead with: today's, or a proposal's.
public struct ForecastScenario: Sendable, Hashable {
    /// What the reader sees, as "5 places, no limit".
    public let name: String
    /// The number of places.
    public let capacity: Int
    /// How long somebody who enters from now on is covered; `nil` is for good.
    public let limitMonths: Int?
    /// The people inside today, with their ends under these rules.
    public let occupants: [ForecastOccupant]

    /// A set of rules.
    public init(name: String, capacity: Int, limitMonths: Int?, occupants: [ForecastOccupant]) {
        self.name = name
        self.capacity = max(0, capacity)
        self.limitMonths = limitMonths
        self.occupants = occupants
    }

    /// How many can start in a year when every place is taken again at once: places divided by the stay in years.
    ///
    /// Little's law. Five places and two years give 2.5 starts a year, three years 1.67; `nil` without a limit.
    public var steadyStartsPerYear: Ratio? {
        limitMonths.map { Ratio(min(capacity, Int.max / 12) * 12, of: $0) }
    }
}

/// What is the same in every scenario that is compared.
public struct ForecastBasis: Sendable, Hashable {
    /// The day on which the forecast starts.
    public let today: Day
    /// The whole calendar years to look at after the rest of this year, 1 to 50.
    public let years: Int
    /// For each person waiting, in order, whether he or she comes from *ledighedsydelse*.
    public let waitingFromUnemploymentBenefit: [Bool]
    /// What a whole month of somebody who enters costs.
    public let monthlyAmount: Money

    /// The longest look ahead in years.
    public static let longest = 50

    /// A basis; years outside 1 to 50 are brought inside.
    public init(today: Day, years: Int, waitingFromUnemploymentBenefit: [Bool], monthlyAmount: Money) {
        self.today = today
        self.years = min(max(years, 1), ForecastBasis.longest)
        self.waitingFromUnemploymentBenefit = waitingFromUnemploymentBenefit
        self.monthlyAmount = monthlyAmount
    }

    /// The first day after the forecast, a 1 January.
    public var horizon: Day { today.startOfNextYear.adding(months: 12 * years) }

    /// The calendar years the forecast touches; the first from today on.
    var calendarYears: ClosedRange<Int> { today.year...max(today.year, (horizon - 1).year) }
}

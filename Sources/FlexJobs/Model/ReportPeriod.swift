public import Municipal

/// The days a report looks at, the first and the last both included.
public struct ReportPeriod: Sendable, Hashable {
    /// The first day.
    public let first: Day
    /// The last day, also the day on which the state of the pool is shown.
    public let last: Day

    /// The period from one day through another.
    ///
    /// - Throws: ``Municipal/PeriodError`` if it is reversed.
    public init(from first: Day, through last: Day) throws(PeriodError) {
        guard first <= last else { throw PeriodError(from: first, to: last + 1) }
        self.first = first
        self.last = last
    }

    /// The days as a range without its end.
    public var days: Range<Day> { first..<max(first, last + 1) }

    /// How many days there are.
    public var dayCount: Int { last - first + 1 }

    /// That many events as a yearly figure: divided by the length of the period in calendar years.
    ///
    /// Each day is 1/365 of a year, or 1/366 in a leap year, so any whole calendar year is exactly 1.
    public func perYear(_ count: Int) -> Ratio {
        var commonDays = 0
        var leapDays = 0
        var day = first
        while day <= last {
            let end = min(day.startOfNextYear, last + 1)
            if Day.isLeapYear(day.year) { leapDays += end - day } else { commonDays += end - day }
            guard end > day else { break }
            day = end
        }
        return Ratio(count * 365 * 366, of: commonDays * 366 + leapDays * 365)
    }
}

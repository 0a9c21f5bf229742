/// Weeks counted in one line, so that a run of weeks is a range of numbers.
///
/// Week 0 is the week of Monday 1970-01-05. 2020-W53 and 2021-W01 are neighbours here, so nothing that counts weeks has
/// to know how many a year has.
///
/// ```swift
/// try ISOWeek(parsing: "2020-W10").index          // 2617
/// ISOWeek(index: 2617)?.monday                    // 2020-03-02
/// ```
extension ISOWeek {
    /// The number of weeks from the week of 1970-01-05 to this one, negative before it.
    public var index: Int { ISOWeek.index(containing: monday) }

    /// The week with this index, or `nil` outside the calendar.
    public init?(index: Int) {
        guard ISOWeek.indices.contains(index) else { return nil }
        self.init(containing: ISOWeek.monday(ofIndex: index))
    }

    /// The index of the week the day lies in.
    public static func index(containing day: Day) -> Int {
        let days = Int(day.daysSinceEpoch) - epochMonday
        return days >= 0 ? days / 7 : -((6 - days) / 7)
    }

    /// The first day of the week with this index, or the edge of the calendar.
    public static func monday(ofIndex index: Int) -> Day {
        let (days, overflow) = index.multipliedReportingOverflow(by: 7)
        return overflow ? (index < 0 ? Day.min : Day.max) : Day(clamping: epochMonday) + days
    }

    /// The indices of the weeks that lie in the calendar with all their days.
    public static let indices = index(containing: Day.min)..<index(containing: Day.max)

    /// 1970-01-05, the first Monday that is not before the day from which days are counted.
    private static let epochMonday = 4
}

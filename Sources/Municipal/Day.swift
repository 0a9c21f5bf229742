/// A calendar date without a time of day: a day in Europe/Copenhagen, Gregorian calendar.
///
/// A day is a number of days since 1970-01-01, so the two nights when the clocks change cannot disturb a count. The
/// calendar runs from 0001-01-01 to 9999-12-31; a sum that would leave it stops at its edge and never traps.
///
/// ```swift
/// let from = try Day(parsing: "2025-08-31")
/// from.adding(months: 6)      // 2026-02-28
/// from + 30                   // 2025-09-30
/// ```
public struct Day: Sendable, Hashable {
    /// Days since 1970-01-01, negative before it.
    public let daysSinceEpoch: Int32

    /// The first day of the calendar, 0001-01-01.
    public static let min = Day(unchecked: -719_162)
    /// The last day of the calendar, 9999-12-31.
    public static let max = Day(unchecked: 2_932_896)

    /// The day that many days after 1970-01-01, or `nil` outside the calendar.
    public init?(daysSinceEpoch: Int32) {
        guard (Day.min.daysSinceEpoch...Day.max.daysSinceEpoch).contains(daysSinceEpoch) else { return nil }
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// The day with this year, month and day of the month, or `nil` if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Day.length(ofMonth: month, in: year)).contains(day)
        else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    /// For a date that is known to exist.
    init(validYear year: Int, month: Int, day: Int) {
        // Days from the civil date by counting years from March, so that the leap day comes last in its year.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(clamping: era * 146_097 + dayOfEra - 719_468)
    }

    /// The day that many days after 1970-01-01, or the edge of the calendar.
    init(clamping days: Int) {
        let earliest = Int(Day.min.daysSinceEpoch)
        let latest = Int(Day.max.daysSinceEpoch)
        self.init(unchecked: Int32(Swift.min(Swift.max(days, earliest), latest)))
    }

    private init(unchecked days: Int32) {
        daysSinceEpoch = days
    }
}

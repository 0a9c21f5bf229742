extension Day: Strideable {
    /// Whether the first day comes before the second.
    public static func < (left: Day, right: Day) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }
    /// Whether it is the same day.
    public static func == (left: Day, right: Day) -> Bool { left.daysSinceEpoch == right.daysSinceEpoch }

    /// The number of days from this day to the other.
    public func distance(to other: Day) -> Int { Int(other.daysSinceEpoch) - Int(daysSinceEpoch) }

    /// The day that many days later, or the edge of the calendar.
    public func advanced(by days: Int) -> Day {
        let (sum, overflow) = Int(daysSinceEpoch).addingReportingOverflow(days)
        return overflow ? (days < 0 ? Day.min : Day.max) : Day(clamping: sum)
    }

    /// The day that many days later, or the edge of the calendar.
    public static func + (day: Day, days: Int) -> Day { day.advanced(by: days) }

    /// The day that many days earlier, or the edge of the calendar.
    public static func - (day: Day, days: Int) -> Day {
        days == Int.min ? Day.max : day.advanced(by: -days)
    }

    /// The number of days from the right day to the left.
    public static func - (left: Day, right: Day) -> Int { right.distance(to: left) }
}

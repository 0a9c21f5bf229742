public import Municipal

/// When the municipality asks what became of a person whose coverage ended.
public enum FollowUpRule {
    /// The months after the end at which it asks.
    public static let months = [3, 6, 12]

    /// The days on which follow-ups fall due: 3, 6 and 12 months after the first day no longer covered.
    public static func dueDays(end: Day) -> [(months: Int, day: Day)] {
        months.map { ($0, end.adding(months: $0)) }
    }
}

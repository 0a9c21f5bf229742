public import Municipal

/// What a pause does to the end of a coverage.
///
/// In a pool where pauses move the end, the end is unknown while a pause is open: the days that remain are kept, and
/// run again from the day the citizen is back. So a pause may reach across what would have been the end. In other pools
/// the coverage ends on its day although it rests.
public enum PauseRule {
    /// Checks that a pause may be recorded.
    ///
    /// - Parameters:
    ///   - coverage: The covered days, with the present end.
    ///   - earlier: The pauses recorded so far; an open one overlaps everything after its start.
    /// - Throws: ``RuleRefusal`` if the pause starts outside the coverage or overlaps another.
    public static func check(_ pause: Pause, in coverage: DateSpan, earlier: [Pause]) throws(RuleRefusal) {
        guard coverage.contains(pause.from) else {
            throw RuleRefusal(
                .outsideCoverage,
                "a pause must start in the coverage (\(coverage.text(.english))), not on \(pause.from)")
        }
        if let other = earlier.first(where: { $0.overlaps(pause) }) {
            let until = other.to.map { "through \($0 - 1)" } ?? "and is still open; resume the coverage first"
            throw RuleRefusal(.pauseOverlaps, "another pause runs from \(other.from) \(until)")
        }
    }

    /// The end while the pause is recorded but not over, or after it if its end is known; `nil` is unknown.
    ///
    /// - Parameter end: The end before the pause, or `nil` if the coverage has none.
    public static func end(_ end: Day?, after pause: Pause, policy: PausePolicy) -> Day? {
        guard policy == .movesEnd else { return end }
        guard let days = pause.dayCount else { return nil }
        return end.map { $0 + days }
    }

    /// The covered days that remain when the pause starts, to be kept while the end is unknown.
    ///
    /// `nil` if the coverage has no end.
    public static func remainingDays(end: Day?, pausedFrom: Day) -> Int? {
        end.map { max(0, $0 - pausedFrom) }
    }

    /// The end of a coverage that is resumed, exclusive: the remaining days run from the day of return.
    ///
    /// - Parameters:
    ///   - day: The first day the citizen is back.
    ///   - remainingDays: What ``remainingDays(end:pausedFrom:)`` gave when the pause started.
    ///   - end: The present end, in a pool where pauses leave it alone.
    /// - Throws: ``RuleRefusal`` if the day is not after the start of the pause, or the coverage is over by then.
    public static func end(
        resumingOn day: Day, pausedFrom: Day, remainingDays: Int?, end: Day?, policy: PausePolicy
    ) throws(RuleRefusal) -> Day? {
        _ = try Pause(from: pausedFrom, to: day)
        switch policy {
        case .movesEnd:
            return remainingDays.map { day + $0 }
        case .leavesEnd:
            if let end, day >= end {
                throw RuleRefusal(
                    .coverageOver, "the coverage ended during the pause; its last day was \(end - 1)")
            }
            return end
        }
    }
}

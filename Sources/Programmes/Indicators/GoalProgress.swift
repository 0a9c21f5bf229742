public import Municipal

/// How far a figure has come from where it began to where it should be.
///
/// Source: the project Udvikling af fleksjob, whose share on *ledighedsydelse* should go from 15.3 to 13 per cent; at 14.2
/// per cent it has come 1.1 of 2.3 points, 47.8 per cent of the way.
public struct GoalProgress: Sendable, Hashable {
    /// Where it began.
    public let baseline: Ratio
    /// Where it should be.
    public let goal: Ratio

    /// The way from a baseline to a goal.
    public init(baseline: Ratio, goal: Ratio) {
        self.baseline = baseline
        self.goal = goal
    }

    /// The part of the way that is behind: below zero when it went the wrong way, above one when beyond the goal.
    ///
    /// `nil` if the goal is the baseline, one of the three is a share of nothing, or the numbers are too large.
    public func share(at actual: Ratio) -> Ratio? {
        guard baseline.denominator > 0, goal.denominator > 0, actual.denominator > 0 else { return nil }
        // (b − a) ÷ (b − g) with each difference over its two denominators; baseline's own cancels.
        let behind = GoalProgress.difference(baseline, actual)
        let whole = GoalProgress.difference(baseline, goal)
        let (upper, upperOverflow) = behind.multipliedReportingOverflow(by: Int128(goal.denominator))
        let (lower, lowerOverflow) = whole.multipliedReportingOverflow(by: Int128(actual.denominator))
        guard !upperOverflow, !lowerOverflow else { return nil }
        return Ratio(shortening: upper, of: lower)
    }

    private static func difference(_ one: Ratio, _ other: Ratio) -> Int128 {
        Int128(one.numerator) * Int128(other.denominator) - Int128(other.numerator) * Int128(one.denominator)
    }
}

public import Municipal

/// When a coverage that is being granted ends.
public enum CoverageEndRule {
    /// The first day no longer covered, or `nil` if there is neither a limit nor an agreed end.
    ///
    /// The limit's months are added to the first day and clamped to the month's end, so 31 August 2025 and 6 months give
    /// 28 February 2026 and the last covered day is the 27th: of two readings of a short month the earlier one. An end
    /// agreed at the grant wins if it is earlier. Source: the wage-subsidy rule, LAB § 68 by STAR's example.
    ///
    /// - Throws: ``RuleRefusal`` if the agreed end is not after the first day, or lies beyond the limit.
    public static func end(from: Day, limitMonths: Int?, agreedEnd: Day? = nil) throws(RuleRefusal) -> Day? {
        if let agreedEnd, agreedEnd <= from {
            throw RuleRefusal(
                .emptyPeriod, "a coverage from \(from) can't have \(agreedEnd - 1) as its last day; choose a later day")
        }
        guard let limitMonths else { return agreedEnd }
        guard (1...CoverageLimit.longest).contains(limitMonths) else {
            throw RuleRefusal(
                .monthsOutOfRange, "a coverage limit is 1 to \(CoverageLimit.longest) months, not \(limitMonths)")
        }
        let limit = from.adding(months: limitMonths)
        if let agreedEnd, agreedEnd > limit {
            throw RuleRefusal(
                .agreedEndBeyondLimit,
                "the pool covers at most \(limitMonths) months, so a coverage from \(from) can last through "
                    + "\(limit - 1) and not \(agreedEnd - 1)")
        }
        return agreedEnd ?? limit
    }
}

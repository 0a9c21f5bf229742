public import Municipal

/// What a programme expects: so many referred, so many dropping out, so many reaching the goal.
///
/// ```swift
/// let plan = OutcomePlan(referrals: 250, attrition: Ratio(20, of: 100), success: Ratio(40, of: 100))
/// try plan.remaining          // 200
/// try plan.successes          // 80
/// try plan.with(attrition: Ratio(49, of: 130)).successes      // 62.3
/// ```
///
/// Source: Små job med mening, at least 250 referred a year, about 20 per cent drop out, 40 per cent of the remaining 200
/// get ordinary work; IMPACT60 lost 49 of 130.
public struct OutcomePlan: Sendable, Hashable {
    /// How many are referred.
    public let referrals: Int
    /// The share that drops out.
    public let attrition: Ratio
    /// The share of the remaining that reaches the goal.
    public let success: Ratio

    /// A plan.
    public init(referrals: Int, attrition: Ratio, success: Ratio) {
        self.referrals = referrals
        self.attrition = attrition
        self.success = success
    }

    /// The same plan with another attrition, as the one that was observed.
    public func with(attrition: Ratio) -> OutcomePlan {
        OutcomePlan(referrals: referrals, attrition: attrition, success: success)
    }

    /// How many remain, exactly: 250 × 81/130 is 155.8.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public var remaining: Ratio {
        get throws(OverflowError) {
            try OutcomePlan.product(
                (Int128(referrals), 1), (kept.numerator, kept.denominator), of: "the number that remains")
        }
    }

    /// How many reach the goal, exactly: 40 per cent of 155.8 is 62.3.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public var successes: Ratio {
        get throws(OverflowError) {
            let remaining = try remaining
            return try OutcomePlan.product(
                (Int128(remaining.numerator), Int128(remaining.denominator)),
                (Int128(success.numerator), Int128(success.denominator)), of: "the number that reaches the goal")
        }
    }

    /// How many referrals it takes to have so many reach the goal, rounded up; `nil` if none ever does.
    ///
    /// 80 with an attrition of 49/130 and a success of 40 per cent take 321.
    public func referralsNeeded(for successes: Int) -> Int? {
        let (kept, keptOf) = kept
        guard kept > 0, keptOf > 0, success.numerator > 0, success.denominator > 0 else { return nil }
        let (upper, isTooLarge) = (keptOf * Int128(success.denominator))
            .multipliedReportingOverflow(by: Int128(max(0, successes)))
        guard !isTooLarge else { return nil }
        let (quotient, remainder) = upper.quotientAndRemainder(dividingBy: kept * Int128(success.numerator))
        return Int(exactly: remainder == 0 ? quotient : quotient + 1)
    }

    private var kept: (numerator: Int128, denominator: Int128) {
        (Int128(attrition.denominator) - Int128(attrition.numerator), Int128(attrition.denominator))
    }

    /// The product of two fractions, shortened.
    private static func product(
        _ one: (Int128, Int128), _ other: (Int128, Int128), of name: String
    ) throws(OverflowError) -> Ratio {
        let (upper, upperOverflow) = one.0.multipliedReportingOverflow(by: other.0)
        let (lower, lowerOverflow) = one.1.multipliedReportingOverflow(by: other.1)
        guard !upperOverflow, !lowerOverflow, let ratio = Ratio(shortening: upper, of: lower) else {
            throw OverflowError(name)
        }
        return ratio
    }
}

extension Ratio {
    /// The fraction without common factors, or `nil` if it does not fit or is a share of nothing.
    init?(shortening numerator: Int128, of denominator: Int128) {
        guard denominator != 0 else { return nil }
        var (one, other) = (numerator.magnitude, denominator.magnitude)
        while other != 0 { (one, other) = (other, one % other) }
        let sign: Int128 = denominator < 0 ? -1 : 1
        // The common factor of two numbers that are not both zero is above zero, and at most their size.
        guard let factor = Int128(exactly: one), let upper = Int(exactly: numerator / factor * sign),
            let lower = Int(exactly: denominator / factor * sign)
        else { return nil }
        self.init(upper, of: lower)
    }

    /// The quotient in tenths, 623 for 62.3; halves away from zero. For expected counts, which are no percentages.
    public var tenths: Int? {
        Rounding.halfAwayFromZero(Int128(numerator) * 10, dividedBy: Int128(denominator)).map { Int($0) }
    }
}

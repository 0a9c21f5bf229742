public import Municipal

/// What a figure should reach.
public struct Goal: Sendable, Hashable {
    /// How a figure is held against the share.
    public enum Comparison: String, Sendable, Hashable, CaseIterable, Codable {
        /// The share or more, as the papers' "mindst 50 pct."
        case atLeast = "at_least"
        /// More than the share and not the share itself.
        case moreThan = "more_than"
        /// The share or less, as with the share on *ledighedsydelse* that is to fall to 13 per cent.
        case atMost = "at_most"
        /// Less than the share and not the share itself, as the state's goal for those without an offer.
        case lessThan = "less_than"
    }

    /// The share.
    public let share: Ratio
    /// How a figure is held against it.
    public let comparison: Comparison

    /// A goal; the share's denominator has to be above zero for anything to meet it.
    public init(_ share: Ratio, _ comparison: Comparison = .atLeast) {
        self.share = share
        self.comparison = comparison
    }

    /// Whether the figure meets the goal, compared exactly; a share of nothing meets none.
    public func isMet(by value: Ratio) -> Bool {
        switch comparison {
        case .atLeast: value.reaches(share)
        case .moreThan: value.exceeds(share)
        case .atMost: share.reaches(value)
        case .lessThan: share.exceeds(value)
        }
    }

    /// The count that just meets the goal among so many: the smallest where more is better, the largest where less is.
    ///
    /// 50 per cent of 81 is 40.5, so 41 are needed; more than 70 per cent of 1,000 is 701. Negative where nobody would
    /// still be too many; `nil` for a goal or a base that is a share of nothing.
    public func count(of base: Int) -> Int? {
        guard share.denominator > 0, base >= 0 else { return nil }
        let product = Int128(share.numerator) * Int128(base)
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: Int128(share.denominator))
        let floor = remainder < 0 ? quotient - 1 : quotient
        let isWhole = remainder == 0
        return switch comparison {
        case .atLeast: Int(exactly: isWhole ? floor : floor + 1)
        case .moreThan: Int(exactly: floor + 1)
        case .atMost: Int(exactly: floor)
        case .lessThan: Int(exactly: isWhole ? floor - 1 : floor)
        }
    }

    /// How many are missing for the goal (or too many, where less is better); 0 when it is met.
    public func gap(_ value: Ratio) -> Int? {
        count(of: value.denominator).map { count in
            switch comparison {
            case .atLeast, .moreThan: max(0, count - value.numerator)
            case .atMost, .lessThan: max(0, value.numerator - count)
            }
        }
    }
}

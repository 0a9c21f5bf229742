public import Municipal

/// Money a municipality has been promised (*tilsagn*) for a project.
///
/// Source: the two grants of the papers, 1.5 million kr for 100 participants at 15,000 kr in 2015–2016, and 2,179,500 kr in
/// 2017–2018 as one sum.
public struct Grant: Sendable, Hashable {
    /// The sum that was promised.
    public let total: Money
    /// What one participant gives a right to, or `nil` for a grant that is one sum.
    public let unitPrice: Money?
    /// The days on which costs may fall.
    public let from: Day
    /// The last day on which costs may fall.
    public let through: Day

    /// A grant; `nil` if the period is reversed.
    public init?(total: Money, unitPrice: Money? = nil, from: Day, through: Day) {
        guard from <= through else { return nil }
        self.total = total
        self.unitPrice = unitPrice
        self.from = from
        self.through = through
    }

    /// How many days the period has.
    public var dayCount: Int { through - from + 1 }

    /// How many months the period has, or `nil` if it is not whole months.
    public var monthCount: Int? {
        guard from.day == 1, (through + 1).day == 1 else { return nil }
        let end = through + 1
        return (end.year - from.year) * 12 + end.month - from.month
    }

    /// What the participants give a right to: so many times the unit price, at most the sum; or the sum.
    ///
    /// 60 enrolled at 15,000 kr have earned 900,000 kr.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func earned(enrolled: Int) throws(OverflowError) -> Money {
        guard let unitPrice else { return total }
        return min(total, try unitPrice.multiplied(by: Int64(max(0, enrolled))))
    }
}

/// An amount of Danish kroner, kept as whole øre.
///
/// Sums are checked: what does not fit is an ``OverflowError``. There is no floating point anywhere.
///
/// ```swift
/// let rate = try Money(parsing: "796")
/// let ceiling = try rate.multiplied(by: 156)
/// ceiling.description             // 124.176,00 kr.
/// ```
public struct Money: Sendable, Hashable, Comparable {
    /// The amount in øre; a hundred øre are one krone.
    public let ore: Int64

    /// No money.
    public static let zero = Money(ore: 0)

    /// The amount of that many øre.
    public init(ore: Int64) {
        self.ore = ore
    }

    /// The amount of that many whole kroner.
    ///
    /// - Throws: ``OverflowError``.
    public init(kroner: Int64) throws(OverflowError) {
        self = try Money(ore: 100).multiplied(by: kroner)
    }

    /// Whether the first amount is less than the second.
    public static func < (left: Money, right: Money) -> Bool { left.ore < right.ore }

    /// The sum.
    ///
    /// - Throws: ``OverflowError``.
    public static func + (left: Money, right: Money) throws(OverflowError) -> Money {
        let (sum, overflow) = left.ore.addingReportingOverflow(right.ore)
        guard !overflow else { throw OverflowError("a sum of money") }
        return Money(ore: sum)
    }

    /// The difference.
    ///
    /// - Throws: ``OverflowError``.
    public static func - (left: Money, right: Money) throws(OverflowError) -> Money {
        let (difference, overflow) = left.ore.subtractingReportingOverflow(right.ore)
        guard !overflow else { throw OverflowError("a difference of money") }
        return Money(ore: difference)
    }

    /// The amount that many times.
    ///
    /// - Throws: ``OverflowError``.
    public func multiplied(by factor: Int64) throws(OverflowError) -> Money {
        let (product, overflow) = ore.multipliedReportingOverflow(by: factor)
        guard !overflow else { throw OverflowError("an amount times \(factor)") }
        return Money(ore: product)
    }

    /// The part of the amount that falls on `count` of `total` equal shares, as 10 of a month's 31 days.
    ///
    /// Multiplies before it divides and rounds once, by ``Rounding/halfAwayFromZero(_:dividedBy:)``.
    ///
    /// - Throws: ``OverflowError`` if the result does not fit or there are no shares at all.
    public func share(_ count: Int, of total: Int) throws(OverflowError) -> Money {
        guard let part = Rounding.halfAwayFromZero(Int128(ore) * Int128(count), dividedBy: Int128(total)) else {
            throw OverflowError("\(count) of \(total) shares of an amount")
        }
        return Money(ore: part)
    }

    /// The sum of all amounts.
    ///
    /// - Throws: ``OverflowError``.
    public static func sum(_ amounts: some Sequence<Money>) throws(OverflowError) -> Money {
        var total = Money.zero
        for amount in amounts { total = try total + amount }
        return total
    }
}

extension Money {
    /// Splits the amount by weights, so that the parts always sum to the amount.
    ///
    /// Every part is cut down to whole øre; the øre that are left go, one each, to the parts that lost most, the first of
    /// equals first (the method of the largest remainder). A negative amount is split as the positive one with every sign
    /// turned, so that a reversal is split as what it reverses.
    ///
    /// ```swift
    /// try Money(ore: 100).split(by: [1, 1, 1])        // 34, 33 and 33 øre
    /// ```
    ///
    /// - Parameter weights: How much falls on each part; none negative, and not all of them zero.
    /// - Throws: ``OverflowError`` if there is nothing to split by or the weights are too large.
    public func split(by weights: [Int]) throws(OverflowError) -> [Money] {
        let total = weights.reduce(into: Int128(0)) { $0 += Int128($1) }
        guard total > 0, weights.allSatisfy({ $0 >= 0 }) else {
            throw OverflowError("a split of an amount by no weights")
        }
        let sign: Int128 = ore < 0 ? -1 : 1
        var parts: [Int128] = []
        var lost: [(remainder: Int128, index: Int)] = []
        for (index, weight) in weights.enumerated() {
            let product = Int128(ore.magnitude) * Int128(weight)
            let (part, remainder) = product.quotientAndRemainder(dividingBy: total)
            parts.append(part)
            lost.append((remainder, index))
        }
        let left = Int(Int128(ore.magnitude) - parts.reduce(0, +))
        lost.sort { ($1.remainder, $0.index) < ($0.remainder, $1.index) }
        for (_, index) in lost.prefix(left) { parts[index] += 1 }
        var amounts: [Money] = []
        for part in parts {
            guard let ore = Int64(exactly: part * sign) else { throw OverflowError("a part of an amount") }
            amounts.append(Money(ore: ore))
        }
        return amounts
    }
}

public import Municipal

/// A year in which a grant would cost more than the pool's budget has left.
public struct BudgetExcess: Sendable, Hashable, CustomStringConvertible {
    /// The calendar year.
    public let year: Int
    /// The year's budget.
    public let budget: Money
    /// What the coverages granted before cost in that year.
    public let committed: Money
    /// What the new coverage costs in that year.
    public let added: Money
    /// By how much the budget would be exceeded.
    public let excess: Money

    /// One line of English that names the excess.
    public var description: String {
        "the budget of \(year) is \(budget); \(committed) are granted and this adds \(added), which is \(excess) too much"
    }
}

/// Whether a grant keeps within the budget of every year it touches.
public enum BudgetCheck {
    /// Checks a grant that nobody has permitted to exceed the budget.
    ///
    /// - Throws: ``RuleRefusal`` that names every excess and the way past it.
    public static func check(_ excesses: [BudgetExcess]) throws(RuleRefusal) {
        guard !excesses.isEmpty else { return }
        let years = excesses.map(\.description).joined(separator: "; ")
        throw RuleRefusal(.overBudget, "\(years); a second person can permit it with a reason")
    }

    /// The years that would be exceeded, in order; none means that the grant keeps within the budget.
    ///
    /// A year without a budget is not checked, and neither is one to which the grant adds nothing: an excess that is
    /// there already does not stop a grant in another year.
    ///
    /// - Throws: ``OverflowError``.
    public static func excesses(
        budget: [Int: Money], committed: [Int: Money], added: [Int: Money]
    ) throws(OverflowError) -> [BudgetExcess] {
        var excesses: [BudgetExcess] = []
        for (year, cost) in added.sorted(by: { $0.key < $1.key }) where cost > .zero {
            guard let limit = budget[year] else { continue }
            let before = committed[year] ?? .zero
            let excess = try before + cost - limit
            if excess > .zero {
                excesses.append(
                    BudgetExcess(year: year, budget: limit, committed: before, added: cost, excess: excess))
            }
        }
        return excesses
    }
}

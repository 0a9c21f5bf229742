import Municipal

/// For how many weeks a weekly amount is paid.
///
/// Source: the press article on IMPACT60, "op til 156 uger eller tre år". It leaves open whether the weeks are paid weeks or
/// a time that runs, so an agreement has one of them or both; with both, whichever is reached first ends the payment. Three
/// years are not 156 weeks: counted by the calendar from a Monday they hold 157.
public struct WeekCap: Sendable, Hashable {
    /// A time that runs from the first paid week, whether or not later weeks are paid.
    public enum Window: Sendable, Hashable {
        /// That many weeks.
        case weeks(Int)
        /// The weeks that begin before so many months have passed since the Monday of the first paid week.
        case months(Int)
    }

    /// Whose weeks are counted.
    public enum Scope: String, Sendable, Hashable, CaseIterable, Codable {
        /// A citizen's, over all referrals; source: "pr. borger" in the article's stated maxima.
        case citizen
        /// Each referral's by itself.
        case referral
    }

    /// The most weeks that are paid, or `nil` for no such cap.
    public let paidWeeks: Int?
    /// The time that runs from the first paid week, or `nil` for none.
    public let window: Window?
    /// Whether wholly and partly self-supported weeks use up one cap, or each its own; source: "i de 156 uger".
    public let isShared: Bool
    /// Whose weeks are counted.
    public let scope: Scope

    /// A cap.
    ///
    /// - Throws: ``TermError`` if a number is outside 1 to 5,200 weeks or 1,200 months.
    public init(
        paidWeeks: Int? = nil, window: Window? = nil, isShared: Bool = true, scope: Scope = .citizen
    ) throws(TermError) {
        try TermError.check(paidWeeks, 1...5200, "the cap in weeks")
        switch window {
        case .weeks(let weeks): try TermError.check(weeks, 1...5200, "the window in weeks")
        case .months(let months): try TermError.check(months, 1...1200, "the window in months")
        case nil: break
        }
        self.paidWeeks = paidWeeks
        self.window = window
        self.isShared = isShared
        self.scope = scope
    }

    /// The first week after the window that opens with this week, or `nil` without a window.
    func windowEnd(from first: Int) -> Int? {
        switch window {
        case .weeks(let weeks): first + weeks
        case .months(let months): ISOWeek.index(containing: ISOWeek.monday(ofIndex: first).adding(months: months) + 6)
        case nil: nil
        }
    }
}

public import Municipal

/// How much of a grant would be used by a day if it were used evenly.
///
/// Two ways of counting differ a little: FLEKSUDV's 2,179,500 kr are at 363,250 kr on 31 March 2017 by months (3 of 18) and
/// at 359,258 kr by days (90 of 546). What is printed is ``expected(through:)``: by months where the period is whole months,
/// because the papers' own figures are, and by days otherwise.
public struct LinearPlan: Sendable, Hashable {
    private let grant: Grant

    /// The plan of a grant.
    public init(_ grant: Grant) {
        self.grant = grant
    }

    /// Whether ``expected(through:)`` counts by months.
    public var countsMonths: Bool { grant.monthCount != nil }

    /// What is printed: by months where the period is whole months, by days otherwise.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func expected(through day: Day) throws(OverflowError) -> Money {
        if let months = try byMonths(through: day) { return months }
        return try byDays(through: day)
    }

    /// The sum times the days that have passed, this one included, divided by all days; rounded once.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func byDays(through day: Day) throws(OverflowError) -> Money {
        try grant.total.share(min(max(0, day - grant.from + 1), grant.dayCount), of: grant.dayCount)
    }

    /// The sum times the months that have passed divided by all months; a month that has begun counts by its days.
    ///
    /// `nil` if the period is not whole months.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func byMonths(through day: Day) throws(OverflowError) -> Money? {
        guard let months = grant.monthCount else { return nil }
        if day < grant.from { return .zero }
        if day >= grant.through { return grant.total }
        let whole = (day.year - grant.from.year) * 12 + day.month - grant.from.month
        let days = day.daysInMonth
        return try grant.total.share(whole * days + day.day, of: months * days)
    }

    /// The sum for each month of the period, or `nil` if it is not whole months.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func perMonth() throws(OverflowError) -> Money? {
        guard let months = grant.monthCount else { return nil }
        return try grant.total.share(1, of: months)
    }

    /// How much more than the plan something is, negative if less.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func deviation(of amount: Money, through day: Day) throws(OverflowError) -> Money {
        try amount - expected(through: day)
    }
}

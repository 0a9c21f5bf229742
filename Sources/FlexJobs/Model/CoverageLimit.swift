public import Municipal

/// The council's limit on how long the pool covers a wage.
public struct CoverageLimit: Sendable, Hashable {
    /// Whom a limit concerns.
    public enum Reach: Sendable, Hashable {
        /// Only coverages that start on the effective day or later.
        case newEntrantsOnly
        /// Also those already inside, not before a transition notice of that many months has passed.
        case all(afterNoticeMonths: Int)
    }

    /// How far a limit has come.
    public enum Standing: Sendable, Hashable {
        /// On the table: it is simulated and never enforced.
        case proposed
        /// Decided by the council on that day.
        case adopted(on: Day)
        /// Taken back.
        case repealed
    }

    /// The longest coverage in months; `nil` takes an earlier limit away.
    public let months: Int?
    /// The first day on which the limit holds.
    public let effectiveFrom: Day
    /// Whom it concerns.
    public let reach: Reach
    /// How far it has come.
    public let standing: Standing

    /// The longest limit and the longest notice that can be written down, in months: fifty years.
    public static let longest = 600

    /// A limit.
    ///
    /// - Throws: ``RuleRefusal`` unless the months are 1 to 600 and the notice 0 to 600.
    public init(months: Int?, effectiveFrom: Day, reach: Reach, standing: Standing) throws(RuleRefusal) {
        if let months, !(1...CoverageLimit.longest).contains(months) {
            throw RuleRefusal(
                .monthsOutOfRange, "a coverage limit is 1 to \(CoverageLimit.longest) months, not \(months)")
        }
        if case .all(let notice) = reach, !(0...CoverageLimit.longest).contains(notice) {
            throw RuleRefusal(
                .monthsOutOfRange, "a transition notice is 0 to \(CoverageLimit.longest) months, not \(notice)")
        }
        self.months = months
        self.effectiveFrom = effectiveFrom
        self.reach = reach
        self.standing = standing
    }

    /// The day the council decided, or `nil` if the limit is not to be enforced.
    var adoptedOn: Day? {
        if case .adopted(let day) = standing { day } else { nil }
    }
}

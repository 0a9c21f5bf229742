/// An amount for each week of self-support, by tier; a week's day of service is its Monday.
///
/// Source: IMPACT60, 796 kr for a week wholly and 385 kr for a week partly self-supported, for up to 156 weeks after the
/// end of the course.
public struct WeeklyTerm: Sendable, Hashable {
    /// The term's name in the agreement.
    public let key: String
    /// The amount for a week wholly self-supported, by date; `nil` pays nothing.
    public let full: Tariff?
    /// The amount for a week partly self-supported, by date; `nil` pays nothing.
    public let partial: Tariff?
    /// For how many weeks it is paid; `nil` without an end.
    public let cap: WeekCap?
    /// From when weeks pay.
    public let starts: StartRule
    /// The right ends when, since the first paid week, so many weeks in a row have passed without self-support being
    /// shown; `nil` for any gap. Evidence that comes late closes a gap.
    public let endsAfterGap: Int?
    /// What a week counts as when sources disagree about it.
    public let mixedWeek: MixedWeekRule
    /// Reasons for which a stop ends the right: weeks that begin on the day of the stop or later pay nothing.
    /// Source: no payment after death or a move away, unless the contract says so.
    public let endingStops: Set<String>

    /// A weekly amount.
    ///
    /// - Throws: ``TermError`` if there is no amount, or the gap is outside 1 to 5,200 weeks.
    public init(
        key: String, full: Tariff?, partial: Tariff?, cap: WeekCap? = nil, starts: StartRule = .afterCourse,
        endsAfterGap: Int? = nil, mixedWeek: MixedWeekRule = .lower, endingStops: Set<String> = []
    ) throws(TermError) {
        guard full != nil || partial != nil else {
            throw TermError(.noAmount, "the weekly term \(key) has no amount for any week")
        }
        try TermError.check(endsAfterGap, 1...5200, "the gap in weeks")
        self.key = key
        self.full = full
        self.partial = partial
        self.cap = cap
        self.starts = starts
        self.endsAfterGap = endsAfterGap
        self.mixedWeek = mixedWeek
        self.endingStops = endingStops
    }

    /// The amounts for weeks with the status.
    func tariff(for status: WeekStatus) -> Tariff? {
        switch status {
        case .full: full
        case .partial: partial
        case .notSupported, .unknown: nil
        }
    }
}

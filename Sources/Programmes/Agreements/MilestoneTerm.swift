/// An amount for something reached, paid once.
public struct MilestoneTerm: Sendable, Hashable {
    /// What has to be reached.
    public enum Event: Sendable, Hashable {
        /// The citizen came for the first time.
        case started
        /// The course ended.
        case courseEnded
        /// The citizen entered the phase.
        case phaseEntered(String)
        /// So many weeks of self-support in a row; 1 is the first such week. The day of service is the Monday of the last
        /// of them, and it is due when that week has ended.
        case selfSupportedWeeks(Int)
    }

    /// The term's name in the agreement.
    public let key: String
    /// What has to be reached.
    public let event: Event
    /// The amount by date.
    public let tariff: Tariff
    /// Whether it is paid for every referral or for a citizen once.
    public let once: PaidOnce
    /// Whether only weeks wholly self-supported count.
    public let countsFullOnly: Bool
    /// From when weeks of self-support count.
    public let starts: StartRule
    /// What a week counts as when sources disagree about it.
    public let mixedWeek: MixedWeekRule

    /// A milestone.
    ///
    /// - Throws: ``TermError`` if the weeks in a row are outside 1 to 5,200.
    public init(
        key: String, event: Event, tariff: Tariff, once: PaidOnce = .referral, countsFullOnly: Bool = false,
        starts: StartRule = .afterReferral, mixedWeek: MixedWeekRule = .lower
    ) throws(TermError) {
        if case .selfSupportedWeeks(let weeks) = event {
            try TermError.check(weeks, 1...5200, "the number of weeks in a row")
        }
        self.key = key
        self.event = event
        self.tariff = tariff
        self.once = once
        self.countsFullOnly = countsFullOnly
        self.starts = starts
        self.mixedWeek = mixedWeek
    }
}

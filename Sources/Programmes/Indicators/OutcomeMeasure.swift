public import Municipal

/// A named measure of how many of a programme's citizens reached what it is for.
///
/// Every choice that makes two people count differently is a member: "36 %" is 29 of the 81 who did not stop and 22.3 per
/// cent of the 130 who were referred, and a stock on a day is another figure than whoever was self-supporting ever.
/// Source: the status of IMPACT60 on 2 March 2020, and the target of Små job med mening.
public struct OutcomeMeasure: Sendable, Hashable {
    /// When somebody counts as having reached it.
    public enum Variant: Sendable, Hashable {
        /// Self-supporting in the week of the day asked about.
        case onTheDay
        /// Self-supporting in any week up to that day.
        case ever
        /// Self-supporting in so many weeks in a row up to that day.
        case sustained(weeks: Int)
        /// The first hour of ordinary work within so many weeks of seven days from the referral; source: Små job med
        /// mening, employment "i rekrutteringsperioden".
        case hoursWithin(weeks: Int)
        /// Left the programme: how many stopped, by reasons that count as attrition.
        case stopped
    }

    /// What the count is a share of.
    public enum Base: Sendable, Hashable {
        /// All who were referred.
        case referred
        /// Those referred who did not drop out; whoever dropped out leaves the numerator too.
        case remaining
        /// So many as were planned.
        case planned(Int)
        /// So many as were planned without the share expected to drop out: 250 without 20 per cent is 200.
        case plannedAfterAttrition(Int, attrition: Ratio)

        /// The word for it in output.
        public var word: String {
            switch self {
            case .referred: "referred"
            case .remaining: "remaining"
            case .planned: "planned"
            case .plannedAfterAttrition: "after_attrition"
            }
        }
    }

    /// What is counted.
    public enum Unit: String, Sendable, Hashable, CaseIterable, Codable {
        /// Each referral.
        case referrals
        /// Each citizen once, however often referred: dropped out if the last referral was, reached if any was.
        case citizens
    }

    /// When somebody counts.
    public let variant: Variant
    /// What it is a share of.
    public let base: Base
    /// What is counted.
    public let unit: Unit
    /// Whether only weeks wholly self-supported count.
    public let countsFullOnly: Bool
    /// What a week counts as when sources disagree about it.
    public let mixedWeek: MixedWeekRule

    /// A measure.
    public init(
        _ variant: Variant, of base: Base, unit: Unit = .referrals, countsFullOnly: Bool = false,
        mixedWeek: MixedWeekRule = .lower
    ) {
        self.variant = variant
        self.base = base
        self.unit = unit
        self.countsFullOnly = countsFullOnly
        self.mixedWeek = mixedWeek
    }

    /// The definition in one English sentence, to stand next to the number.
    public var definition: String {
        let who = unit == .referrals ? "referrals" : "citizens"
        let tier = countsFullOnly ? "wholly self-supporting" : "wholly or partly self-supporting"
        let reached =
            switch variant {
            case .onTheDay: "\(tier) in the week of the day, or gone with an outcome and nothing else known"
            case .ever: "\(tier) in at least one week up to the day, or gone with an outcome"
            case .sustained(let weeks): "\(tier) in at least \(weeks) weeks in a row up to the day"
            case .hoursWithin(let weeks): "with a first hour of ordinary work within \(weeks) weeks of the referral"
            case .stopped: "stopped by a reason that counts as attrition"
            }
        return "The number of \(who) \(reached), of \(baseText(who))."
    }

    private func baseText(_ who: String) -> String {
        switch base {
        case .referred: "all \(who) up to the day"
        case .remaining: "those up to the day that did not drop out; who did is in neither number"
        case .planned(let count): "the \(count) planned"
        case .plannedAfterAttrition(let count, let attrition):
            "the \(count) planned without the \(attrition.text(.english)) expected to drop out"
        }
    }
}

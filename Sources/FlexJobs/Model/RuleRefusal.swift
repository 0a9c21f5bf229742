/// A rule that says no: to an extension, a pause, a grant.
///
/// The message is one line of English with the reason and what is still possible. It holds no personal data.
public struct RuleRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which rule refused; the raw value is stable and may be stored.
    public enum Code: String, Sendable, Hashable {
        case agreedEndBeyondLimit = "agreed_end_beyond_limit"
        case coverageHasNoEnd = "coverage_has_no_end"
        case coverageOver = "coverage_over"
        case emptyPeriod = "empty_period"
        case extensionAboveCap = "extension_above_cap"
        case extensionsUsedUp = "extensions_used_up"
        case hoursOutOfBound = "hours_out_of_bound"
        case monthsOutOfRange = "months_out_of_range"
        case notEligible = "not_eligible"
        case outsideCoverage = "outside_coverage"
        case overBudget = "over_budget"
        case pauseOverlaps = "pause_overlaps"
    }

    /// Which rule refused.
    public let code: Code
    /// One line of English.
    public let message: String

    /// Makes a refusal; the message must be free of personal data.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

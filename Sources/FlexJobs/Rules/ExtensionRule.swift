public import Municipal

/// Whether a coverage may be extended, and to when.
public enum ExtensionRule {
    /// The new end, exclusive: the months added to the present end, clamped to the month's end.
    ///
    /// An extension may be recorded up to and including the last covered day. Each reason caps the months of one
    /// extension and the months of all extensions of the coverage for that reason.
    ///
    /// - Parameters:
    ///   - end: The present end, exclusive. For a coverage in an open pause that moves the end: the end without it.
    ///   - isPaused: Whether such a pause is open; then the end has not been reached, whatever the day.
    ///   - granted: Every extension granted to this coverage so far.
    /// - Throws: ``RuleRefusal`` that says why, and how many months are left.
    public static func end(
        extending end: Day?, by months: Int, for reason: ExtensionReason, granted: [GrantedExtension],
        recordedOn: Day, isPaused: Bool = false
    ) throws(RuleRefusal) -> Day {
        guard let end else {
            throw RuleRefusal(.coverageHasNoEnd, "the coverage has no end, so there is nothing to extend")
        }
        guard recordedOn < end || isPaused else {
            throw RuleRefusal(
                .coverageOver,
                "the coverage's last day was \(end - 1); an extension had to be recorded by then, not on \(recordedOn)")
        }
        guard months >= 1 else {
            throw RuleRefusal(.monthsOutOfRange, "an extension is at least 1 month, not \(months)")
        }
        let left = monthsLeft(for: reason, granted: granted)
        guard left > 0 else {
            throw RuleRefusal(
                .extensionsUsedUp,
                "all \(reason.monthsTogether) months for \(reason.code) are used; none is left for this coverage")
        }
        guard months <= min(left, reason.monthsEach) else {
            throw RuleRefusal(
                .extensionAboveCap,
                "\(months) months for \(reason.code) are too many: at most \(reason.monthsEach) in one extension and "
                    + "\(reason.monthsTogether) together, of which \(left) \(left == 1 ? "is" : "are") left")
        }
        return end.adding(months: months)
    }

    /// How many months the coverage may still be extended for this reason, in one or more extensions.
    public static func monthsLeft(for reason: ExtensionReason, granted: [GrantedExtension]) -> Int {
        let used = granted.lazy.filter { $0.reason == reason.code }.map { max(0, $0.months) }
        return used.reduce(max(0, reason.monthsTogether)) { max(0, $0 - $1) }
    }
}

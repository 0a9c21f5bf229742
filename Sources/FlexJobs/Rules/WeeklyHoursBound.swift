public import Municipal

/// The most hours a week a job in the pool may have: below a bound, or up to and with it.
///
/// The papers write both "under 10 timer" and "10 timer og derunder", so each pool says which it means.
public enum WeeklyHoursBound: Sendable, Hashable {
    /// Fewer hours than this; the bound itself is too many.
    case below(Hours)
    /// This many hours or fewer.
    case atMost(Hours)

    /// Whether a job with these weekly hours fits the pool. A job without hours does not.
    public func admits(_ hours: Hours) -> Bool {
        guard hours > .zero else { return false }
        return switch self {
        case .below(let bound): hours < bound
        case .atMost(let bound): hours <= bound
        }
    }

    /// Checks weekly hours.
    ///
    /// - Throws: ``RuleRefusal`` that names the bound.
    public func check(_ hours: Hours) throws(RuleRefusal) {
        guard !admits(hours) else { return }
        throw RuleRefusal(
            .hoursOutOfBound,
            "\(hours.decimal(.english)) hours a week do not fit this pool: more than 0 and \(self) are allowed")
    }
}

extension WeeklyHoursBound: CustomStringConvertible {
    /// The bound in words, as in `below 10`.
    public var description: String {
        switch self {
        case .below(let bound): "below \(bound.decimal(.english))"
        case .atMost(let bound): "at most \(bound.decimal(.english))"
        }
    }
}

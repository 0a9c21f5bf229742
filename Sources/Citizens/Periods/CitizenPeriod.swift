public import Municipal

/// A value that a citizen has for a time: a target group or a benefit.
public struct CitizenPeriod: Sendable, Hashable {
    /// The code of the target group, or the name of the benefit.
    public let value: String
    /// When it holds.
    public let span: DateSpan

    /// Puts the two together.
    public init(value: String, span: DateSpan) {
        self.value = value
        self.span = span
    }
}

/// Which of the two kinds of periods is meant.
public enum PeriodKind: String, Sendable, CaseIterable {
    /// § 6 of the act on active employment measures, or a local code.
    case targetGroup = "target_group"
    /// What the citizen lives on.
    case benefit

    /// What it is called in messages.
    public var noun: String {
        switch self {
        case .targetGroup: "target group"
        case .benefit: "benefit"
        }
    }
}

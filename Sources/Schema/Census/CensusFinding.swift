/// One place where the catalogue breaks a rule of the house.
public struct CensusFinding: Hashable, Sendable, Encodable, CustomStringConvertible {
    /// The rule, in a few words: `row-level security`.
    public let rule: String
    /// What breaks it: a table, constraint, function or role.
    public let subject: String
    /// How it breaks it.
    public let explanation: String

    /// Notes a finding.
    public init(rule: String, subject: String, explanation: String) {
        self.rule = rule
        self.subject = subject
        self.explanation = explanation
    }

    /// One line.
    public var description: String { "\(subject): \(explanation) (\(rule))" }
}

/// A reason for which the pool may extend a coverage, with its two caps.
public struct ExtensionReason: Sendable, Hashable {
    /// The stable code from the pool's declaration, as `job_in_sight`.
    public let code: String
    /// The most months one extension may add.
    public let monthsEach: Int
    /// The most months all extensions of one coverage for this reason may add together.
    public let monthsTogether: Int

    /// A reason with its caps.
    public init(code: String, monthsEach: Int, monthsTogether: Int) {
        self.code = code
        self.monthsEach = monthsEach
        self.monthsTogether = monthsTogether
    }
}

/// An extension that was granted to a coverage.
public struct GrantedExtension: Sendable, Hashable {
    /// The code of its ``ExtensionReason``.
    public let reason: String
    /// The months it added.
    public let months: Int

    /// An extension by that many months.
    public init(reason: String, months: Int) {
        self.reason = reason
        self.months = months
    }
}

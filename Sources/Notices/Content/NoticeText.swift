/// A notice in words: what a person reads.
public struct NoticeText: Sendable, Hashable {
    /// One line without control characters.
    public let subject: String
    /// The text, its lines ended by `\n`, in plain UTF-8.
    public let body: String

    /// Puts a text together.
    ///
    /// - Parameters:
    ///   - subject: One line.
    ///   - body: The text, its lines ended by `\n`.
    public init(subject: String, body: String) {
        self.subject = subject
        self.body = body
    }
}

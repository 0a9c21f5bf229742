/// Why the schema can't be made, changed or trusted, with what to do about it.
public struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is; the programs make an exit code of it.
    public enum Kind: String, Hashable, Sendable {
        /// The login may not do this (exit code 77).
        case notAllowed
        /// Program and database don't fit, or the database is not what was asked for (78).
        case configuration
        /// Someone else is at it (75).
        case tryAgain
    }

    /// What kind of failure it is.
    public let kind: Kind
    /// What is wrong, in one line.
    public let message: String
    /// What to do about it, as a sentence.
    public let advice: String

    init(_ kind: Kind, _ message: String, advice: String) {
        self.kind = kind
        self.message = message
        self.advice = advice
    }

    /// The message and the advice.
    public var description: String { "\(message)\n\(advice)" }
}

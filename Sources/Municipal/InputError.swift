/// A piece of text that could not be read as the value it should be.
///
/// The message is one line in English: what is wrong and what to write instead. It never repeats anything that could be
/// a CPR number (see ``Redaction``), so it may be printed, logged and stored.
public struct InputError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the text should have been.
    public enum Subject: String, Sendable, Hashable {
        case amount, date, hours, language, line, week
        case cprNumber = "CPR number"
        case cvrNumber = "CVR number"
        case municipalityCode = "municipality code"
        case productionUnitNumber = "P-number"
    }

    /// In which way it failed.
    public enum Reason: String, Sendable, Hashable {
        /// It is not written as such a value is written.
        case malformed
        /// It can be read in two ways, as `1,500` can.
        case ambiguous
        /// It is written rightly but no such value exists, as 30 February.
        case impossible
        /// It is larger or smaller than this program can hold.
        case outOfRange
    }

    /// What the text should have been.
    public let subject: Subject
    /// In which way it failed.
    public let reason: Reason
    /// One line of English saying what is wrong and what to do.
    public let message: String

    /// Makes an error; the message must already be free of personal data.
    public init(_ subject: Subject, _ reason: Reason, _ message: String) {
        self.subject = subject
        self.reason = reason
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

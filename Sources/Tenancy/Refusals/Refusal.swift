/// What a person asked for and can't have, with the reason and what to do about it.
///
/// Every use case throws one for what a person did; a fault of the machinery stays the error it was. The message is one
/// line of English without a full stop and never holds a CPR number. A row that is not there and a row that only
/// another municipality has are refused with the same words: see ``notFound(_:_:advice:)``.
///
/// ```swift
/// throw Refusal(.badData, "10:00 hours a week are not below 10:00", advice: "The pool takes fewer than 10 hours.")
/// ```
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of refusal it is; the programs make an exit code of it, after sysexits.h.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The command was not understood (64).
        case usage
        /// The data is wrong, or names something that is not there (65).
        case badData
        /// The file is not there (66).
        case noInput
        /// The database can't be reached (69).
        case unavailable
        /// Someone else changed the same thing; asking again may help (75).
        case tryAgain
        /// The login may not do this (77).
        case notAllowed
        /// The deployment or a declaration does not fit (78).
        case configuration
    }

    /// What kind of refusal it is.
    public let kind: Kind
    /// What is wrong, in one line.
    public let message: String
    /// What to do about it, as a sentence.
    public let advice: String?
    /// The single rows or files it is about, a line each.
    public let details: [String]

    /// Refuses something.
    public init(_ kind: Kind, _ message: String, advice: String? = nil, details: [String] = []) {
        self.kind = kind
        self.message = message
        self.advice = advice
        self.details = details
    }

    /// The message and the advice.
    public var description: String { ([message] + details + (advice.map { [$0] } ?? [])).joined(separator: "\n") }
}

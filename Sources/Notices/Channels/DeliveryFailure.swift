/// Why a channel did not take a notice.
///
/// The message is kept with the row and shown to operators: it says what to do, and never repeats what a receiver
/// answered or what the notice says.
public struct DeliveryFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is to be done with the notice.
    public enum Remedy: String, Sendable, Hashable {
        /// Try this notice again later; it counts as an attempt.
        case retry
        /// No attempt will do better: set it aside.
        case giveUp
        /// The channel takes nothing at all now: leave the whole batch, without counting an attempt.
        case wait
    }

    /// What is to be done.
    public let remedy: Remedy
    /// One line for a person.
    public let message: String

    /// Makes a failure.
    ///
    /// - Parameters:
    ///   - remedy: What is to be done.
    ///   - message: One line for a person, without anything personal.
    public init(_ remedy: Remedy, _ message: String) {
        self.remedy = remedy
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

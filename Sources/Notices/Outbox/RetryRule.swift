/// When a notice that failed is tried again.
///
/// Full jitter: the n-th attempt is followed by a wait drawn evenly from nothing to `shortest · 2ⁿ⁻¹`, bounded by
/// `longest`; so that a thousand notices that failed together do not come back together. After the last attempt the
/// notice is dead: it stays in the outbox until a person says `sluse notice retry`.
public struct RetryRule: Sendable, Hashable {
    /// The bound of the first wait.
    public let shortest: Duration
    /// No wait is longer.
    public let longest: Duration
    /// So many attempts are made.
    public let attempts: Int

    /// From one minute to 24 hours, 12 attempts: about a day in all.
    public static let standard = RetryRule(shortest: .seconds(60), longest: .seconds(86_400), attempts: 12)

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - shortest: The bound of the first wait.
    ///   - longest: The bound of every wait.
    ///   - attempts: How many attempts are made, at least one.
    public init(shortest: Duration, longest: Duration, attempts: Int) {
        self.shortest = shortest
        self.longest = longest
        self.attempts = max(1, attempts)
    }

    /// The longest wait after an attempt.
    ///
    /// - Parameter attempt: The number of the attempt that failed, from one.
    public func bound(after attempt: Int) -> Duration {
        var bound = min(shortest, longest)
        for _ in 1..<max(2, attempt) where attempt > 1 {
            guard bound < longest / 2 else { return longest }
            bound *= 2
        }
        return bound
    }

    /// The wait after an attempt; `nil` after the last.
    ///
    /// - Parameters:
    ///   - attempt: The number of the attempt that failed, from one.
    ///   - generator: Where the jitter comes from.
    public func wait(after attempt: Int, using generator: inout some RandomNumberGenerator) -> Duration? {
        guard attempt < attempts else { return nil }
        let milliseconds = bound(after: attempt) / .milliseconds(1)
        return .milliseconds(Int64.random(in: 0...Int64(milliseconds), using: &generator))
    }
}

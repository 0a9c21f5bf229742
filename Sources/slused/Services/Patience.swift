/// How long to wait after failures in a row: full jitter, from a second to five minutes.
struct Patience: Sendable {
    private var failures = 0
    private(set) var notBefore: ContinuousClock.Instant?

    /// The longest wait after so many failures in a row.
    static func bound(after failures: Int) -> Duration {
        .seconds(min(300, 1 << min(max(failures - 1, 0), 9)))
    }

    /// Whether it is not yet time to try again.
    func isWaiting(at now: ContinuousClock.Instant) -> Bool {
        notBefore.map { now < $0 } ?? false
    }

    /// Counts a failure.
    ///
    /// - Returns: How long to wait.
    mutating func fail(at now: ContinuousClock.Instant, using generator: inout some RandomNumberGenerator) -> Duration {
        failures += 1
        let bound = Patience.bound(after: failures)
        let wait = Duration.milliseconds(Int64.random(in: 100...Int64(bound / .milliseconds(1)), using: &generator))
        notBefore = now + wait
        return wait
    }
}

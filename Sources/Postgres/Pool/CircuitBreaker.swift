/// Keeps callers from trying one after the other what has just failed several times: to make a connection.
///
/// Closed, it lets everything through. After a number of failures in a row it opens: nothing is tried until a pause is
/// over. Then one attempt is let through, and it decides: success closes the breaker, failure opens it for twice as long.
/// Like ``PoolState`` it reads no clock and throws no dice.
struct CircuitBreaker: Sendable {
    typealias Instant = ContinuousClock.Instant

    struct Limits: Sendable {
        /// How many failures in a row open it.
        var failures = 5
        /// The first pause; each failure after it doubles it.
        var shortestPause: Duration = .milliseconds(250)
        /// The longest pause.
        var longestPause: Duration = .seconds(5)
    }

    private enum State {
        case closed
        case open
        case probing
    }

    private let limits: Limits
    private var state = State.closed
    private var failures = 0
    private var lastFailure: Instant?
    /// After a failure, the moment from which it is worth trying again; `nil` while the attempt that decides is made.
    private(set) var nextTry: Instant?

    init(_ limits: Limits) {
        self.limits = limits
    }

    /// Whether attempts are held back.
    var isOpen: Bool { state != .closed }

    /// Whether an attempt would be held back now.
    func holdsBack(_ now: Instant) -> Bool {
        switch state {
        case .closed: false
        case .open: nextTry.map { $0 > now } ?? false
        case .probing: true
        }
    }

    /// Asks whether an attempt may be made now; of an open breaker only one may, and this takes it.
    mutating func admit(_ now: Instant) -> Bool {
        guard !holdsBack(now) else { return false }
        if state == .open {
            state = .probing
            nextTry = nil
        }
        return true
    }

    mutating func succeeded() {
        state = .closed
        failures = 0
        lastFailure = nil
        nextTry = nil
    }

    /// An attempt has failed. Attempts that were under way at the same time count as one.
    ///
    /// - Parameters:
    ///   - start: When the attempt began.
    ///   - spread: A number from 0 to 1 that spreads the next attempts of many programs; 0 is the shortest pause.
    mutating func failed(startedAt start: Instant, spread: Double, now: Instant) {
        let isOfSameRound = lastFailure.map { start <= $0 } ?? false
        // While nothing is tried, and while another attempt decides, one that began before has no say.
        guard !isOfSameRound else { return }
        lastFailure = now
        failures += 1
        let doublings = min(16, max(0, failures - limits.failures))
        let pause = min(limits.longestPause, limits.shortestPause * (1 << doublings))
        nextTry = now + pause * (1 + spread * 0.25)
        if state == .probing || failures >= limits.failures { state = .open }
    }
}

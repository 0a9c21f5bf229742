import Synchronization

/// A line on standard error that counts along, for work that takes more than a second; silent when standard error is not a
/// terminal.
///
/// ```swift
/// let progress = Progress("Importing", of: rows.count)
/// defer { progress.finish() }
/// progress.advance(to: 500)
/// ```
final class Progress: Sendable {
    private let label: String
    private let total: Int?
    private let begun = ContinuousClock.now
    private let isShown = Terminal.standardErrorIsTerminal
    private let drawn = Mutex(ContinuousClock.Instant?.none)

    init(_ label: String, of total: Int? = nil) {
        self.label = label
        self.total = total
    }

    /// Shows how far it has come, at most ten times a second.
    func advance(to count: Int) {
        guard isShown, begun.duration(to: .now) > .seconds(1) else { return }
        drawn.withLock { last in
            if let last, last.duration(to: .now) < .milliseconds(100) { return }
            last = .now
            Terminal.draw("\r\u{1B}[K\(label) \(count)\(total.map { " of \($0)" } ?? "")")
        }
    }

    /// Takes the line away.
    func finish() {
        drawn.withLock { last in
            if last != nil { Terminal.draw("\r\u{1B}[K") }
            last = nil
        }
    }
}

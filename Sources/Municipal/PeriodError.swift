/// A period that is reversed or empty.
public struct PeriodError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The first day that was asked for.
    public let from: Day
    /// The first day after the period that was asked for.
    public let to: Day

    /// Makes an error that names the two days.
    public init(from: Day, to: Day) {
        self.from = from
        self.to = to
    }

    /// Whether the period is merely empty, not reversed.
    public var isEmpty: Bool { from == to }

    /// One line of English.
    public var description: String {
        isEmpty
            ? "the period is empty: it starts on \(from) and would have ended the day before"
            : "the period is reversed: it starts on \(from) but its last day is \(to - 1)"
    }
}

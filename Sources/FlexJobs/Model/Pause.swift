public import Municipal

/// A time in which the coverage rests, for illness or parental leave.
public struct Pause: Sendable, Hashable {
    /// The first day of the pause.
    public let from: Day
    /// The day the citizen is back, the first day after the pause; `nil` while it lasts.
    public let to: Day?

    /// A pause `[from, to)`.
    ///
    /// - Throws: ``RuleRefusal`` if it is reversed or empty.
    public init(from: Day, to: Day?) throws(RuleRefusal) {
        if let to, to <= from {
            throw RuleRefusal(
                .emptyPeriod, "a pause from \(from) can't end with \(to) as the first day back; use a later day")
        }
        self.from = from
        self.to = to
    }

    /// How many days it lasts, or `nil` while it is open.
    public var dayCount: Int? { to.map { $0 - from } }

    func overlaps(_ other: Pause) -> Bool {
        from < (other.to ?? Day.max) && other.from < (to ?? Day.max)
    }
}

/// What a pause does to the end of the coverage; set for each pool.
public enum PausePolicy: String, Sendable, Hashable, Codable {
    /// The end moves by the length of the pause, and paused days cost nothing.
    case movesEnd = "moves_end"
    /// The coverage ends on its day although it rests, and paused days cost.
    case leavesEnd = "leaves_end"
}

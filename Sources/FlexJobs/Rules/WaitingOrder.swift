public import Municipal

/// A person on the waiting list, as the order needs it.
public struct QueuedEntry: Sendable, Hashable, Identifiable {
    /// The running number of the entry.
    public let id: Int
    /// The rank of the priority class; a lower rank comes first.
    public let classRank: Int
    /// The day from which the person has waited.
    public let queuedOn: Day
    /// The first day on which the entry takes part again, or `nil` if it is not parked.
    public let parkedUntil: Day?

    /// An entry.
    public init(id: Int, classRank: Int, queuedOn: Day, parkedUntil: Day? = nil) {
        self.id = id
        self.classRank = classRank
        self.queuedOn = queuedOn
        self.parkedUntil = parkedUntil
    }

    /// Whether the entry is parked on the day; parked until a day means in the queue from that day.
    public func isParked(on day: Day) -> Bool {
        parkedUntil.map { day < $0 } ?? false
    }
}

/// Who is next in line: by priority class, then by date, then by the number of the entry.
public enum WaitingOrder {
    /// The whole list in order, parked entries at their place in it.
    public static func sorted(_ entries: [QueuedEntry]) -> [QueuedEntry] {
        entries.sorted { ($0.classRank, $0.queuedOn, $0.id) < ($1.classRank, $1.queuedOn, $1.id) }
    }

    /// The entries that may be offered a place on the day, in order: not parked, and eligible.
    ///
    /// Somebody skipped keeps the place in line, and is first again when the obstacle is gone.
    public static func candidates(
        _ entries: [QueuedEntry], on day: Day, isEligible: (QueuedEntry) -> Bool
    ) -> [QueuedEntry] {
        sorted(entries).filter { !$0.isParked(on: day) && isEligible($0) }
    }

    /// The first of the candidates, or `nil`.
    public static func next(
        _ entries: [QueuedEntry], on day: Day, isEligible: (QueuedEntry) -> Bool
    ) -> QueuedEntry? {
        sorted(entries).first { !$0.isParked(on: day) && isEligible($0) }
    }
}

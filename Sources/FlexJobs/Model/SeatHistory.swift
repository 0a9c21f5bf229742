public import Municipal

/// A place of a pool with all that has been arranged for it.
public struct SeatHistory: Sendable, Hashable {
    /// The running number within the pool.
    public let number: Int
    /// The first day on which the place exists.
    public let opened: Day
    /// The first day on which it no longer exists, or `nil`.
    public let closed: Day?
    /// The periods in which it was, is or will be taken.
    public let occupations: [DateSpan]

    /// A place.
    public init(number: Int, opened: Day, closed: Day? = nil, occupations: [DateSpan] = []) {
        self.number = number
        self.opened = opened
        self.closed = closed
        self.occupations = occupations
    }
}

public import Municipal

/// How long an offered place waits for an answer.
public struct OfferDeadline: Sendable, Hashable {
    /// The last day on which the offer can be answered, that day included.
    public let lastDay: Day

    /// The deadline of an offer: the day it was made plus the pool's days to answer.
    ///
    /// An offer made on 1 June with 14 days can be answered through 15 June and lapses on the 16th. A negative number
    /// of days counts as none.
    public init(madeOn: Day, answerDays: Int) {
        lastDay = madeOn + max(0, answerDays)
    }

    /// The day on which an unanswered offer lapses.
    public var lapsesOn: Day { lastDay + 1 }

    /// Whether the offer can still be answered on the day.
    public func isOpen(on day: Day) -> Bool { day <= lastDay }
}

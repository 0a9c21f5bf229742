/// What one pass over a municipality did.
public struct PassReport: Sendable, Hashable, Encodable {
    /// Coverages whose last covered day had passed.
    public var expired = 0
    /// Coverages that ended on a day planned for another reason.
    public var ended = 0
    /// Places closed because the capacity is smaller.
    public var closedSeats = 0
    /// Places opened because the capacity is larger.
    public var openedSeats = 0
    /// Offers nobody answered in time.
    public var lapsedOffers = 0
    /// Offers made to those first in line.
    public var madeOffers = 0
    /// Notices dealt with: sent, or recorded as skipped.
    public var notices = 0
    /// Rows set aside because their transition failed.
    public var quarantined = 0

    /// Pools with work due that somebody else was working on; left to them, and not part of what was done.
    public var busyPools = 0

    /// Nothing done yet.
    public init() {}

    /// Whether nothing was done: nothing is due any more, but for what may be left in ``busyPools``.
    public var isEmpty: Bool {
        var done = self
        done.busyPools = 0
        return done == PassReport()
    }

    /// Adds what the next pass did, and takes from it what is left to others.
    public static func += (left: inout PassReport, right: PassReport) {
        left.expired += right.expired
        left.ended += right.ended
        left.closedSeats += right.closedSeats
        left.openedSeats += right.openedSeats
        left.lapsedOffers += right.lapsedOffers
        left.madeOffers += right.madeOffers
        left.notices += right.notices
        left.quarantined += right.quarantined
        left.busyPools = right.busyPools
    }
}

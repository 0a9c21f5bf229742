public import Citizens
public import Municipal

/// Someone on the waiting list of a pool.
public struct WaitingEntry: Sendable, Hashable {
    /// Where an entry stands.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// In line.
        case waiting
        /// Not in line for a while.
        case parked
        /// A place is on offer.
        case offered
        /// Got a place.
        case placed
        /// Left the list.
        case withdrawn

        /// Whether the person is still on the list.
        public var isListed: Bool { self == .waiting || self == .parked || self == .offered }
    }

    /// The number people use.
    public let id: WaitingNumber
    /// The pool's number in the database.
    public let pool: Int32
    /// Who waits.
    public let citizen: CitizenNumber
    /// The priority class.
    public let priorityClass: String
    /// The day that counts in the line.
    public let queuedOn: Day
    /// The day the person came onto the list.
    public let listedOn: Day
    /// Where it stands.
    public let state: State
    /// The first day in line again; `nil` while parked: until a caseworker says so.
    public let parkedUntil: Day?
    /// How often it has changed.
    public let version: Int32
}

/// What happened to a waiting entry.
enum WaitingEventKind: String, Sendable {
    case listed, moved, parked, unparked, offered, accepted, declined, lapsed, placed, withdrawn
}

/// One step in the trail of a waiting entry.
public struct WaitingEvent: Sendable, Hashable {
    /// Counts from 1.
    public let version: Int32
    /// What happened.
    public let kind: String
    /// The day it concerns.
    public let effectiveOn: Day
    /// The priority class after it.
    public let priorityClass: String
    /// The day that counts in the line after it.
    public let queuedOn: Day
    /// The state after it.
    public let state: String
    /// The first day in line again.
    public let parkedUntil: Day?
    /// Why.
    public let reason: String
    /// Who.
    public let actor: String
}

/// A place offered to someone in line.
public struct Offer: Sendable, Hashable {
    /// Where an offer stands.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Nobody has answered yet.
        case open
        /// It led to a coverage.
        case accepted
        /// The person said no.
        case declined
        /// Nobody answered in time.
        case lapsed
    }

    /// The number people use.
    public let id: OfferNumber
    /// The pool's number in the database.
    public let pool: Int32
    /// The waiting entry it was made to.
    public let entry: WaitingNumber
    /// Who may have the place.
    public let citizen: CitizenNumber
    /// The day it was made.
    public let madeOn: Day
    /// The last day to answer.
    public let answerBy: Day
    /// Where it stands.
    public let state: State
    /// The day it was answered or lapsed.
    public let answeredOn: Day?
    /// Why it was declined.
    public let reason: String?
}

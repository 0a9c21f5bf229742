import FoundationEssentials
import Municipal

/// An outbox row that this sender holds a lease of.
struct ClaimedNotice: Sendable, Hashable {
    /// The key of the notice, and of its outbox row.
    var key: UUID
    /// The payload as the database gives it.
    var payload: String
    /// The day the notice is of.
    var datedOn: Day
    /// The running number of the notice.
    var noticeID: Int32
    /// Which attempt this is, from one.
    var attempt: Int32
    /// Counts the leases of the row: who holds an older one has lost it.
    var fence: Int32
}

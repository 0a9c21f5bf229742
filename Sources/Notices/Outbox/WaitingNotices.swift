/// Notices that stand in the outbox unsent.
public struct WaitingNotices: Sendable, Hashable {
    /// How many are to be sent now or later.
    public let count: Int
    /// How many a sender has in hand, or had when it was stopped; they come back when its lease is over.
    public let leased: Int
    /// Why one of them could not be sent yet; `nil` if none has been tried.
    public let cause: String?
}

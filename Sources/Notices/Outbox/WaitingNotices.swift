/// Notices that stand in the outbox, to be sent now or later.
public struct WaitingNotices: Sendable, Hashable {
    /// How many there are.
    public let count: Int
    /// Why one of them could not be sent yet; `nil` if none has been tried.
    public let cause: String?
}

/// A message of `NOTIFY`.
public struct Notification: Sendable, Hashable {
    /// The channel it was sent on.
    public let channel: String
    /// Its text, under 8,000 bytes; empty when there is none.
    public let payload: String
    /// The process of the session that sent it.
    public let backendProcess: Int32
}

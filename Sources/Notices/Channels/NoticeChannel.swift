/// A way out of the database: where notices go.
///
/// A channel may be offered the same notice twice, after a crash between sending and marking; it passes the key on, so
/// that the receiver can tell. It keeps no state of its own between notices.
public protocol NoticeChannel: Sendable {
    /// The name of the channel in settings, logs and metrics.
    var name: String { get }

    /// The longest time one notice can take: a lease is given up rather than overrun.
    var timeLimit: Duration { get }

    /// Hands one notice over.
    ///
    /// - Parameter notice: The notice.
    /// - Returns: A receipt of a few words that says how it was taken.
    /// - Throws: ``DeliveryFailure``, which says whether to try again.
    func send(_ notice: OutgoingNotice) async throws(DeliveryFailure) -> String

    /// Lets go of what the channel holds open; nothing is sent after it.
    func close() async
}

extension NoticeChannel {
    /// Does nothing: most channels hold nothing open.
    public func close() async {}
}

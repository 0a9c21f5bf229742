/// The notifications of some channels, as long as somebody iterates.
///
/// Iterating opens a connection of its own. When that breaks, it is made again, the channels are listened to again, and
/// the sequence says that something may have been missed. A notification is a hint; the table is the truth, so look at it
/// at ``Event/listening``, at every ``Event/gap``, and at every notification:
///
/// ```swift
/// for await event in Listener(configuration.connection, channels: ["sluse_outbox"]) {
///     switch event {
///     case .listening, .gap, .notification: try await outbox.deliverDue()
///     }
/// }
/// ```
///
/// The sequence ends when the task is cancelled or the loop is left, which closes the connection. A connection that can't
/// be made is tried again and again, with growing pauses, and reported to the observer each time.
public struct Listener: AsyncSequence, Sendable {
    /// What a listener tells.
    public enum Event: Sendable, Hashable {
        /// The channels are listened to for the first time: from now on nothing is missed.
        case listening
        /// A message.
        case notification(Notification)
        /// Messages may have been missed: the connection was made anew, or the reader was too slow.
        case gap
    }

    /// A listener ends without an error.
    public typealias Failure = Never

    private let settings: ConnectionSettings
    private let channels: [String]
    private let heartbeat: Duration
    private let bufferLimit: Int

    /// Makes a listener; nothing is connected yet.
    ///
    /// - Parameters:
    ///   - settings: Where to and how; a pooler in transaction mode between can't pass notifications on.
    ///   - channels: The channels to listen to.
    ///   - heartbeat: How long the connection may be silent before the server is asked whether it is there. Only so is a
    ///     connection noticed whose other end went away without a word.
    ///   - bufferLimit: How many events are kept for a slow reader before they become a gap.
    public init(
        _ settings: ConnectionSettings, channels: [String], heartbeat: Duration = .seconds(30), bufferLimit: Int = 1024
    ) {
        self.settings = settings
        self.channels = channels
        self.heartbeat = heartbeat
        self.bufferLimit = bufferLimit
    }

    /// Starts listening.
    public func makeAsyncIterator() -> AsyncStream<Event>.Iterator {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Event.self, bufferingPolicy: .bufferingOldest(Swift.max(1, bufferLimit)))
        let interruption = Interruption()
        continuation.onTermination = { _ in interruption.request() }
        let started = DetachedThread.start { [settings, channels, heartbeat] in
            var loop = ListenerLoop(
                settings: settings, channels: channels, heartbeat: heartbeat, interruption: interruption,
                continuation: continuation)
            loop.run()
            continuation.finish()
        }
        if !started { continuation.finish() }
        return stream.makeAsyncIterator()
    }
}

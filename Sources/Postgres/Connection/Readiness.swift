import Glibc

/// Waiting for a socket and a wake signal with `poll(2)`.
enum Readiness {
    /// What became ready.
    struct Ready {
        var socket = false
        var signal = false
        /// Whether the whole time passed.
        var timedOut = false
    }

    /// Waits until the socket can be read (or written, where asked for), the signal is raised or the time is over.
    ///
    /// - Parameters:
    ///   - socket: The descriptor of the socket; −1 waits for the signal alone.
    ///   - writable: Whether room to write counts as ready too.
    ///   - signal: The wake signal, lowered before this returns.
    ///   - milliseconds: The longest wait; −1 for no bound.
    static func wait(
        socket: Int32, readable: Bool = true, writable: Bool, signal: WakeSignal, milliseconds: Int32
    ) -> Ready {
        let events = Int16((readable ? POLLIN : 0) | (writable ? POLLOUT : 0))
        var first = pollfd(fd: socket, events: events, revents: 0)
        var second = pollfd(fd: signal.descriptor, events: Int16(POLLIN), revents: 0)
        let count = withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 2) { both in
            both[0] = first
            both[1] = second
            let count = poll(both.baseAddress, 2, milliseconds)
            first = both[0]
            second = both[1]
            return count
        }
        // A signal handler may interrupt the wait (EINTR): nothing is ready then, and the caller waits again.
        guard count > 0 else { return Ready(timedOut: count == 0) }
        if second.revents != 0 { signal.lower() }
        return Ready(socket: first.revents != 0, signal: second.revents != 0)
    }
}

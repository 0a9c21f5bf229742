import CLibPQ
import Glibc

/// A descriptor that becomes readable when another thread raises it: an `eventfd(2)` beside the socket in `poll(2)`.
final class WakeSignal: Sendable {
    let descriptor: Int32

    /// Makes a lowered signal.
    ///
    /// - Throws: `.connectionFailed` when the process has no descriptor left.
    init() throws(PostgresError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard descriptor >= 0 else {
            throw PostgresError(.connectionFailed, "no file descriptor is left for a connection")
        }
    }

    deinit { close(descriptor) }

    /// Makes the descriptor readable. Any thread may call it at any time.
    func raise() {
        _ = eventfd_write(descriptor, 1)
    }

    /// Makes the descriptor unreadable again.
    func lower() {
        var count: eventfd_t = 0
        _ = eventfd_read(descriptor, &count)
    }
}

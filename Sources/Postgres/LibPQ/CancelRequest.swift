import CLibPQ
import Glibc
import Synchronization

/// One request that the server stop what a connection is doing, sent by a thread of its own.
///
/// `PQcancel` opens a second connection, blocks, and knows no deadline; so it never runs on the connection's thread nor on
/// the cooperative pool, and one that hangs holds up no other.
final class CancelRequest: Sendable {
    private let finished = Atomic<Bool>(false)
    private let wake: WakeSignal

    private init(wake: WakeSignal) {
        self.wake = wake
    }

    /// Whether the server has taken the request, or it has failed: from now on it can't hit a later statement.
    var isFinished: Bool { finished.load(ordering: .acquiring) }

    /// Starts the request; `wake` is raised when it has ended.
    ///
    /// - Returns: `nil` when there is nothing to cancel, because the connection is gone.
    static func start(on handle: ConnectionHandle, wake: WakeSignal) -> CancelRequest? {
        guard let cancel = PQgetCancel(handle.raw) else { return nil }
        let request = CancelRequest(wake: wake)
        let work = DetachedThread.start { [cancel = SendableCancel(raw: cancel)] in
            var message = [CChar](repeating: 0, count: 256)
            // A refusal needs no report: the grace period of the waiting connection deals with it.
            _ = PQcancel(cancel.raw, &message, Int32(message.count))
            PQfreeCancel(cancel.raw)
            request.finished.store(true, ordering: .releasing)
            request.wake.raise()
        }
        guard work else {
            PQfreeCancel(cancel)
            return nil
        }
        return request
    }
}

/// A `PGcancel *`; `@unchecked Sendable` is true because libpq documents the object as safe to use from another thread,
/// and the cancelling thread is the only one that touches it.
private struct SendableCancel: @unchecked Sendable {
    let raw: OpaquePointer
}

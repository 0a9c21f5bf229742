import CLibPQ
import Glibc
import Synchronization

/// One request that the server stop what a connection is doing, sent by a thread of its own.
///
/// `PQcancel` opens a second connection, blocks, and knows no deadline; so it never runs on the connection's thread nor on
/// the cooperative pool, and one that hangs holds up no other.
final class CancelRequest: Sendable {
    /// How many requests may be on their way in the whole process. A server that keeps silent leaves each hanging, with
    /// its thread, until the system gives up; past the bound the grace period alone ends the wait.
    private static let limit = 256
    private static let underWay = Atomic<Int>(0)

    private let finished = Atomic<Bool>(false)
    private let wake: WakeSignal

    private init(wake: WakeSignal) {
        self.wake = wake
    }

    /// Whether the server has taken the request, or it has failed: from now on it can't hit a later statement.
    var isFinished: Bool { finished.load(ordering: .acquiring) }

    /// Starts the request; `wake` is raised when it has ended.
    ///
    /// - Returns: `nil` when there is nothing to cancel, because the connection is gone, or too many requests are under way.
    static func start(on handle: ConnectionHandle, wake: WakeSignal) -> CancelRequest? {
        guard underWay.add(1, ordering: .relaxed).newValue <= limit, let cancel = PQgetCancel(handle.raw) else {
            underWay.subtract(1, ordering: .relaxed)
            return nil
        }
        let request = CancelRequest(wake: wake)
        let work = DetachedThread.start { [cancel = SendableCancel(raw: cancel)] in
            var message = [CChar](repeating: 0, count: 256)
            // A refusal needs no report: the grace period of the waiting connection deals with it.
            _ = PQcancel(cancel.raw, &message, Int32(message.count))
            PQfreeCancel(cancel.raw)
            underWay.subtract(1, ordering: .relaxed)
            request.finished.store(true, ordering: .releasing)
            request.wake.raise()
        }
        guard work else {
            PQfreeCancel(cancel)
            underWay.subtract(1, ordering: .relaxed)
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

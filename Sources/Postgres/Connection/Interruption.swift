import Synchronization

/// The wish of a task to have its transaction stopped.
///
/// A task may be cancelled before its work has a connection, while it runs, or after it has ended. The wish therefore
/// belongs to one piece of work: only while the connection is attached to it does cancelling wake the connection, so
/// a late cancel can never reach what runs there next.
final class Interruption: Sendable {
    private let requested = Atomic<Bool>(false)
    private let signal = Locked<WakeSignal?>(nil)

    /// Whether the task has been cancelled.
    var isRequested: Bool { requested.load(ordering: .acquiring) }

    /// Called by the task's cancellation handler, on any thread, at any time.
    func request() {
        requested.store(true, ordering: .releasing)
        signal.withLock { $0?.raise() }
    }

    /// Lets the connection's thread be woken from now on.
    func attach(_ wake: WakeSignal) { signal.withLock { $0 = wake } }

    /// The work on the connection is over.
    func detach() { signal.withLock { $0 = nil } }
}

import DequeModule
import Glibc
import Synchronization

/// The operating-system thread of one connection, and the executor of its actor.
///
/// libpq may block in name resolution, in reading files and in closing, so each connection has a thread on which that harms
/// nobody. The jobs of the actor run here one at a time; between them the thread sleeps.
///
/// The executor of a running job is not retained by the runtime. The thread therefore holds itself alive until it has
/// stopped, and it is never joined: the last reference may die on the thread itself.
final class ConnectionThread: SerialExecutor {
    private struct Work: Sendable {
        var jobs: Deque<(job: UnownedJob, executor: UnownedSerialExecutor)> = []
        var isStopping = false
        var last: ConnectionHandle?
    }

    private let work = Locked(Work())
    private let pending: Semaphore
    private let identity = Atomic<UInt>(0)

    /// Starts the thread.
    ///
    /// - Throws: `.connectionFailed` when the system has no thread to give.
    init() throws(PostgresError) {
        pending = Semaphore()
        let started = DetachedThread.start { self.runUntilStopped() }
        guard started else { throw PostgresError(.connectionFailed, "no thread is left for a connection") }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        enqueue(UnownedJob(job), as: asUnownedSerialExecutor())
    }

    /// Runs a job of another executor that has this thread for a while.
    ///
    /// - Parameter executor: What the job belongs to; it must live until the job has run.
    func enqueue(_ job: UnownedJob, as executor: UnownedSerialExecutor) {
        work.withLock { $0.jobs.append((job, executor)) }
        pending.signal()
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    func isIsolatingCurrentContext() -> Bool? {
        identity.load(ordering: .relaxed) == UInt(pthread_self())
    }

    func checkIsolated() {
        precondition(isIsolatingCurrentContext() == true, "the connection was used outside its thread")
    }

    /// Stops the thread when its queue is empty; it finishes `handle` as its last act, because closing may block.
    func stop(finishing handle: ConnectionHandle?) {
        work.withLock {
            $0.isStopping = true
            $0.last = handle
        }
        pending.signal()
    }

    private func runUntilStopped() {
        identity.store(UInt(pthread_self()), ordering: .relaxed)
        while true {
            pending.wait()
            let (next, isOver) = work.withLock { work in (work.jobs.popFirst(), work.isStopping) }
            if let next {
                next.job.runSynchronously(on: next.executor)
            } else if isOver {
                break
            }
        }
        work.withLock { $0.last.take() }?.finish()
    }
}

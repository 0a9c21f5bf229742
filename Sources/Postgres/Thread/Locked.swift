import Glibc

/// A value that one thread at a time may touch.
///
/// It does what `Synchronization.Mutex` does, over a POSIX mutex. The thread sanitizer follows POSIX mutexes, while it
/// takes what the standard library's mutex guards on Linux for races; a report that is always there hides a true one.
///
/// `@unchecked Sendable` is true because the value is reached only with the mutex held.
final class Locked<Value: Sendable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    init(_ value: Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` with the value, while no other thread does. It must neither wait nor take another lock.
    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }
}

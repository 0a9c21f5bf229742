import Glibc

/// A counting semaphore of the C library: the cheapest way for a thread to sleep until there is work.
final class Semaphore: Sendable {
    /// `nonisolated(unsafe)` is sound: the pointer never changes and `sem_*` synchronise what it points to.
    nonisolated(unsafe) private let raw: UnsafeMutablePointer<sem_t>

    init() {
        raw = .allocate(capacity: 1)
        raw.initialize(to: sem_t())
        sem_init(raw, 0, 0)
    }

    deinit {
        sem_destroy(raw)
        raw.deallocate()
    }

    /// Lets one waiting thread go on, now or when it comes to wait.
    func signal() { sem_post(raw) }

    /// Sleeps until there is a signal to take.
    func wait() {
        while sem_wait(raw) != 0 && errno == EINTR {}
    }
}

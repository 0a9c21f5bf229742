import Glibc

/// What the kernel said to a call: an `errno`.
struct SystemFailure: Error, Sendable, Hashable, CustomStringConvertible {
    let number: Int32

    /// The failure of the call that was just made on this thread.
    static var latest: SystemFailure { SystemFailure(number: errno) }

    /// Whether there is no room, or none left of this user's share.
    var isOutOfRoom: Bool { number == ENOSPC || number == EDQUOT }

    var description: String { String(cString: strerror(number)) }
}

public import FoundationEssentials
public import Municipal

/// A notice as it stands in the register.
public struct NoticeRecord: Sendable, Hashable {
    /// Its running number in the municipality.
    public var number: Int32
    /// Its key, the same for everyone it is sent to.
    public var key: UUID
    /// The occasion.
    public var kind: NoticeKind
    /// The short name of the pool.
    public var pool: String
    /// The coverage it is about, such as `C-4`.
    public var coverage: String?
    /// The offer it is about, such as `O-9`.
    public var offer: String?
    /// Days before the last covered day, or months after the end for a follow-up.
    public var step: Int32?
    /// The last covered day, the last day to answer, or the day of the follow-up.
    public var about: Day
    /// The day it falls due.
    public var dueOn: Day
    /// The day it was recorded for.
    public var datedOn: Day?
    /// How far it has come.
    public var state: NoticeState
    /// How often it was tried; `nil` outside the outbox.
    public var attempts: Int32?
    /// When it is tried next, while it is pending: UTC, `2025-02-01T07:30:00Z`.
    public var nextAttemptAt: String?
    /// When it was sent: UTC, `2025-02-01T07:30:00Z`.
    public var sentAt: String?
    /// What the channel said when it took it.
    public var receipt: String?
    /// Why the last attempt failed.
    public var lastError: String?
    /// The payload; `nil` outside the outbox.
    public var payload: String?
}

/// How far a notice has come.
///
/// The raw values are those of `sluse.notice.state` and, for a notice in the outbox, of `sluse.outbox.state`.
public enum NoticeState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Will fall due.
    case planned
    /// No longer true before it fell due, because the end was moved.
    case superseded
    /// Fell due while nothing ran, and was no longer true when it could have been told.
    case skippedLate = "skipped_late"
    /// Recorded, and not in the outbox.
    case recorded
    /// In the outbox, to be sent.
    case pending
    /// A sender has it in hand.
    case leased
    /// Sent.
    case sent
    /// Set aside after the last attempt; a person must say `sluse notice retry`.
    case dead
}

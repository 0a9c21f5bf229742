import FoundationEssentials
import Municipal

/// What a notice is about.
enum NoticeKind: String, Sendable, CaseIterable {
    /// The coverage ends in so many days.
    case coverageEnds = "coverage_ends"
    /// The coverage has ended.
    case coverageEnded = "coverage_ended"
    /// A place is offered.
    case offerMade = "offer_made"
    /// An offer was not answered in time.
    case offerLapsed = "offer_lapsed"
    /// It is time to ask what became of the person.
    case followUpDue = "follow_up_due"
}

/// The stable key of a notice: whoever receives it twice can tell that it is the same one.
struct NoticeKey: RawRepresentable, Sendable, Hashable {
    let rawValue: UUID
}

/// A notice about a coverage that will fall due.
struct PlannedNotice: Sendable, Hashable {
    var kind: NoticeKind
    var pool: Int32
    var coverage: Int32
    /// Days before the last covered day; for a follow-up, months after the end.
    var step: Int32
    /// The last covered day, or the day of the follow-up.
    var about: Day
    var dueOn: Day
}

/// What became of a notice that was due: `recorded`, `skipped_late` or `superseded`.
struct SettledNotice: Sendable {
    var key: NoticeKey
    var state: String
}

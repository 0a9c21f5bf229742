/// The occasions on which somebody is told something.
///
/// The raw value is the one in `sluse.notice.kind` and in the payload of an outbox row.
public enum NoticeKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The coverage of a wage comes to its end in so many days (the notice ladder of the pool).
    case coverageEnds = "coverage_ends"
    /// The coverage has ended, by its limit or for another reason.
    case coverageEnded = "coverage_ended"
    /// A free place is offered to the first in line.
    case offerMade = "offer_made"
    /// Nobody answered the offer in time.
    case offerLapsed = "offer_lapsed"
    /// It is time to ask what became of the person, 3, 6 or 12 months after the coverage.
    case followUpDue = "follow_up_due"
}

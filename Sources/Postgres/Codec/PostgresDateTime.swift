/// A day and a time of day of PostgreSQL's `timestamp`, without a zone: what a wall clock shows, not a moment in time.
///
/// For moments use ``PostgresTimestamp``.
public struct PostgresDateTime: Hashable, Comparable, Sendable {
    /// Microseconds since 2000-01-01 00:00 by the same clock; the largest and smallest value are the infinities.
    public let microsecondsSince2000: Int64

    /// Makes day and time from microseconds since 2000-01-01 00:00 by the same clock.
    public init(microsecondsSince2000: Int64) {
        self.microsecondsSince2000 = microsecondsSince2000
    }

    /// Makes the time of a day; `nil` for the infinities and for days that `timestamp` does not reach.
    public init?(_ date: PostgresDate, at time: PostgresTime) {
        guard date.isFinite else { return nil }
        let (midnight, tooFar) = Int64(date.daysSince2000).multipliedReportingOverflow(
            by: CalendarText.microsecondsPerDay)
        let (moment, overflow) = midnight.addingReportingOverflow(time.microsecondsSinceMidnight)
        guard !tooFar, !overflow else { return nil }
        microsecondsSince2000 = moment
    }

    /// Later than every time.
    public static let infinity = PostgresDateTime(microsecondsSince2000: .max)
    /// Earlier than every time.
    public static let negativeInfinity = PostgresDateTime(microsecondsSince2000: .min)

    /// Whether it is a time of a day.
    public var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Orders by what the clock shows.
    public static func < (left: PostgresDateTime, right: PostgresDateTime) -> Bool {
        left.microsecondsSince2000 < right.microsecondsSince2000
    }
}

extension PostgresDateTime: PostgresCodable {
    /// `timestamp without time zone`.
    public static var postgresType: PostgresType { .timestamp }

    /// Writes eight bytes.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(microsecondsSince2000) }

    /// Reads a `timestamp without time zone`; one with a zone is refused, because it is a moment.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 1114 else { throw value.mismatch(expected: .timestamp) }
        self.init(microsecondsSince2000: try value.integer())
    }
}

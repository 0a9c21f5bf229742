/// A time of day of PostgreSQL's `time`: microseconds since midnight, up to and including 24:00.
public struct PostgresTime: Hashable, Comparable, Sendable {
    /// Microseconds since midnight, 0 to 86,400,000,000.
    public let microsecondsSinceMidnight: Int64

    /// Makes a time; `nil` for a number that no day has.
    public init?(microsecondsSinceMidnight: Int64) {
        guard (0...CalendarText.microsecondsPerDay).contains(microsecondsSinceMidnight) else { return nil }
        self.microsecondsSinceMidnight = microsecondsSinceMidnight
    }

    /// Makes a time as a clock shows it; `nil` for one that no clock shows.
    public init?(hour: Int, minute: Int = 0, second: Int = 0, microsecond: Int = 0) {
        guard (0...24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<1_000_000).contains(microsecond)
        else { return nil }
        self.init(
            microsecondsSinceMidnight: Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + Int64(microsecond))
    }

    /// Orders by time.
    public static func < (left: PostgresTime, right: PostgresTime) -> Bool {
        left.microsecondsSinceMidnight < right.microsecondsSinceMidnight
    }
}

extension PostgresTime: PostgresCodable {
    /// `time without time zone`.
    public static var postgresType: PostgresType { .time }

    /// Writes eight bytes.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        buffer.append(microsecondsSinceMidnight)
    }

    /// Reads a `time`; one with a zone is refused, because its hour alone says nothing.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 1083 else { throw value.mismatch(expected: .time) }
        guard let time = PostgresTime(microsecondsSinceMidnight: try value.integer()) else {
            throw value.malformed(PostgresTime.self)
        }
        self = time
    }
}

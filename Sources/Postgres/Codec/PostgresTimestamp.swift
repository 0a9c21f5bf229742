/// A moment of PostgreSQL's `timestamptz`: microseconds since 2000-01-01 00:00 UTC, or one of two infinities.
public struct PostgresTimestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 2000-01-01 00:00 UTC; the largest and smallest value are the infinities.
    public let microsecondsSince2000: Int64

    /// The distance of PostgreSQL's moment 0 from 1970-01-01 00:00 UTC, in seconds.
    private static let epochOffset: Int64 = 946_684_800

    /// Makes a moment from microseconds since 2000-01-01 00:00 UTC.
    public init(microsecondsSince2000: Int64) {
        self.microsecondsSince2000 = microsecondsSince2000
    }

    /// Makes a moment from microseconds since 1970-01-01 00:00 UTC; one too early to express becomes −∞.
    public init(microsecondsSince1970: Int64) {
        let (shifted, overflow) = microsecondsSince1970.subtractingReportingOverflow(Self.epochOffset * 1_000_000)
        microsecondsSince2000 = overflow ? .min : shifted
    }

    /// Microseconds since 1970-01-01 00:00 UTC; `nil` for the infinities, and for moments so late that it doesn't fit.
    public var microsecondsSince1970: Int64? {
        guard isFinite else { return nil }
        let (shifted, overflow) = microsecondsSince2000.addingReportingOverflow(Self.epochOffset * 1_000_000)
        return overflow ? nil : shifted
    }

    /// Later than every moment.
    public static let infinity = PostgresTimestamp(microsecondsSince2000: .max)
    /// Earlier than every moment.
    public static let negativeInfinity = PostgresTimestamp(microsecondsSince2000: .min)

    /// Whether it is a moment in time.
    public var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Orders by time.
    public static func < (left: PostgresTimestamp, right: PostgresTimestamp) -> Bool {
        left.microsecondsSince2000 < right.microsecondsSince2000
    }
}

extension PostgresTimestamp: PostgresCodable {
    /// `timestamp with time zone`.
    public static var postgresType: PostgresType { .timestamptz }

    /// Writes eight bytes.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(microsecondsSince2000) }

    /// Reads a `timestamp with time zone`; one without a zone is refused, because it is no moment.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 1184 else { throw value.mismatch(expected: .timestamptz) }
        self.init(microsecondsSince2000: try value.integer())
    }
}

/// A calendar date of PostgreSQL: days since 2000-01-01, or one of two infinities.
public struct PostgresDate: Hashable, Comparable, Sendable {
    /// Days since 2000-01-01; the largest and smallest value are the infinities.
    public let daysSince2000: Int32

    /// The distance of PostgreSQL's day 0 from 1970-01-01, in days.
    private static let epochOffset: Int32 = 10_957

    /// Makes a date from days since 2000-01-01.
    public init(daysSince2000: Int32) {
        self.daysSince2000 = daysSince2000
    }

    /// Makes a date from days since 1970-01-01.
    public init(daysSince1970: Int32) {
        daysSince2000 = daysSince1970 &- Self.epochOffset
    }

    /// Days since 1970-01-01; `nil` for the infinities, and for dates so late that the number doesn't fit.
    public var daysSince1970: Int32? {
        guard isFinite else { return nil }
        let (days, overflow) = daysSince2000.addingReportingOverflow(Self.epochOffset)
        return overflow ? nil : days
    }

    /// Later than every date.
    public static let infinity = PostgresDate(daysSince2000: .max)
    /// Earlier than every date.
    public static let negativeInfinity = PostgresDate(daysSince2000: .min)

    /// Whether it is a day of the calendar.
    public var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Orders by time.
    public static func < (left: PostgresDate, right: PostgresDate) -> Bool {
        left.daysSince2000 < right.daysSince2000
    }
}

extension PostgresDate: PostgresCodable {
    /// `date`.
    public static var postgresType: PostgresType { .date }

    /// Writes four bytes.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(daysSince2000) }

    /// Reads a `date`.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 1082 else { throw value.mismatch(expected: .date) }
        self.init(daysSince2000: try value.integer())
    }
}

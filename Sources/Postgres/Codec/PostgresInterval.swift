/// A span of PostgreSQL's `interval`: months, days and microseconds, which don't convert into each other.
///
/// Spans without end, which PostgreSQL has from version 17, are the three parts at their largest or smallest.
public struct PostgresInterval: Hashable, Sendable {
    /// Whole months.
    public var months: Int32
    /// Whole days.
    public var days: Int32
    /// The rest, in microseconds.
    public var microseconds: Int64

    /// Makes a span of the three parts.
    public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
        self.months = months
        self.days = days
        self.microseconds = microseconds
    }
}

extension PostgresInterval: PostgresCodable {
    /// `interval`.
    public static var postgresType: PostgresType { .interval }

    /// Writes sixteen bytes.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        buffer.append(microseconds)
        buffer.append(days)
        buffer.append(months)
    }

    /// Reads an `interval`.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 1186 else { throw value.mismatch(expected: .interval) }
        var reader = value.reader()
        let microseconds: Int64 = try reader.integer()
        let days: Int32 = try reader.integer()
        self.init(months: try reader.integer(), days: days, microseconds: microseconds)
        guard reader.remaining == 0 else { throw value.malformed(PostgresInterval.self) }
    }
}

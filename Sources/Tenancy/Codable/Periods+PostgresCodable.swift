public import Municipal
public import Postgres

extension Day: PostgresEncodable, PostgresDecodable {
    /// `date`.
    public static var postgresType: PostgresType { .date }

    /// Writes the day; both calendars are the proleptic Gregorian one.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        try PostgresDate(daysSince1970: daysSinceEpoch).encode(into: &buffer)
    }

    /// Reads a `date`.
    ///
    /// - Throws: `.decoding` for the infinities and for years outside 1 to 9999, which no day of ours is.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        let date = try PostgresDate(from: value)
        guard let days = date.daysSince1970, let day = Day(daysSinceEpoch: days) else {
            throw PostgresError(.decoding, "the date is not a day within the years 1 to 9999")
        }
        self = day
    }
}

extension DateSpan: PostgresEncodable, PostgresDecodable {
    /// `daterange`.
    public static var postgresType: PostgresType { .daterange }

    /// Writes `[from, to)`; without an end the range has no upper bound.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        try PostgresRange(
            from: PostgresDate(daysSince1970: from.daysSinceEpoch),
            to: to.map { PostgresDate(daysSince1970: $0.daysSinceEpoch) }
        ).encode(into: &buffer)
    }

    /// Reads a `daterange`, which the server always writes as `[from, to)`.
    ///
    /// - Throws: `.decoding` for an empty range and for one without a first day.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard case .bounds(let lower?, let upper, true, false) = try PostgresRange<PostgresDate>(from: value) else {
            throw PostgresError(.decoding, "the period has no first day")
        }
        guard let first = lower.day, upper == nil || upper?.day != nil else {
            throw PostgresError(.decoding, "the period has a bound that is not a day")
        }
        do {
            self = try DateSpan(from: first, to: upper?.day)
        } catch {
            throw PostgresError(.decoding, "the period is empty", underlying: error)
        }
    }
}

extension PostgresDate {
    fileprivate var day: Day? { daysSince1970.flatMap(Day.init(daysSinceEpoch:)) }
}

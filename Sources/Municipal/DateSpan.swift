/// A period of whole days `[from, to)`, with or without an end, and never empty.
///
/// The end is the first day after the period, as PostgreSQL keeps a `daterange`. A person sees the last day instead:
///
/// ```swift
/// let year = try DateSpan(from: Day(parsing: "2025-01-01"), to: Day(parsing: "2026-01-01"))
/// year.lastDay                // 2025-12-31
/// year.description            // 2025-01-01 til og med 2025-12-31
/// ```
public struct DateSpan: Sendable, Hashable {
    /// The first day.
    public let from: Day
    /// The first day after the period; `nil` means that no end is known.
    public let to: Day?

    /// The period `[from, to)`.
    ///
    /// - Throws: ``PeriodError`` if it is reversed or empty.
    public init(from: Day, to: Day?) throws(PeriodError) {
        if let to, to <= from { throw PeriodError(from: from, to: to) }
        self.from = from
        self.to = to
    }

    /// A period that has no end.
    public init(endlessFrom from: Day) {
        self.from = from
        self.to = nil
    }

    /// The period from one day through another, both days included, as a person writes it.
    ///
    /// The last day of the calendar, 9999-12-31, means that the period has no end.
    ///
    /// - Throws: ``PeriodError`` if the last day is before the first.
    public init(from: Day, through lastDay: Day?) throws(PeriodError) {
        try self.init(from: from, to: lastDay.flatMap { $0 == Day.max ? nil : $0 + 1 })
    }

    /// The last day of the period, or `nil` if it has no end.
    public var lastDay: Day? { to.map { $0 - 1 } }

    /// The number of days, or `nil` if the period has no end.
    public var dayCount: Int? { to.map { $0 - from } }

    /// Whether the day lies in the period.
    public func contains(_ day: Day) -> Bool {
        day >= from && isOpen(after: day)
    }

    /// Whether the two periods share at least one day.
    public func overlaps(_ other: DateSpan) -> Bool {
        isOpen(after: other.from) && other.isOpen(after: from)
    }

    /// The days the two periods share, or `nil` if they share none.
    public func intersection(_ other: DateSpan) -> DateSpan? {
        try? DateSpan(from: max(from, other.from), to: DateSpan.earlier(to, other.to))
    }

    /// How many days of the period lie in the window, or `nil` if neither has an end.
    public func days(in window: DateSpan) -> Int? {
        guard let end = DateSpan.earlier(to, window.to) else { return nil }
        return max(0, end - max(from, window.from))
    }

    /// How many days of the period lie in the window.
    public func days(in window: Range<Day>) -> Int {
        let end = min(to ?? window.upperBound, window.upperBound)
        return max(0, end - max(from, window.lowerBound))
    }

    /// The earlier of two ends, where `nil` is later than every day.
    public static func earlier(_ one: Day?, _ other: Day?) -> Day? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }

    private func isOpen(after day: Day) -> Bool {
        to.map { day < $0 } ?? true
    }
}

extension DateSpan: CustomStringConvertible {
    /// The first and the last day in Danish, as in `2025-01-01 til og med 2025-12-31`.
    public var description: String { text(.danish) }

    /// The first and the last day, both included, with ISO dates and words in the language.
    public func text(_ language: Language) -> String {
        switch (language, lastDay) {
        case (.danish, let last?): "\(from) til og med \(last)"
        case (.english, let last?): "\(from) through \(last)"
        case (.danish, nil): "fra og med \(from)"
        case (.english, nil): "from \(from) on"
        }
    }
}

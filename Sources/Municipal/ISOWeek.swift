/// A week by ISO 8601: it starts on a Monday and belongs to the year of its Thursday.
///
/// ```swift
/// let week = try ISOWeek(parsing: "2020-W10")
/// week.monday                     // 2020-03-02
/// week.text(.danish)              // uge 10, 2020
/// ```
public struct ISOWeek: Sendable, Hashable {
    /// The year of the week's Thursday; near New Year it may differ from the year of a day in the week.
    public let year: Int
    /// The number, 1 to 52 or 53.
    public let week: Int

    /// The week with this number, or `nil` if the year has no such week.
    ///
    /// 2020 and 2026 have 53 weeks, 2021 has 52.
    public init?(year: Int, week: Int) {
        guard (1...9999).contains(year), (1...ISOWeek.count(in: year)).contains(week) else { return nil }
        self.year = year
        self.week = week
    }

    /// The week the day lies in.
    public init(containing day: Day) {
        let monday = day - (day.weekday.rawValue - 1)
        let thursday = monday + 3
        year = thursday.year
        week = (thursday - thursday.startOfYear) / 7 + 1
    }

    /// The first day of the week.
    public var monday: Day {
        // 4 January always lies in week 1.
        let fourth = Day(validYear: year, month: 1, day: 4)
        return fourth - (fourth.weekday.rawValue - 1) + (week - 1) * 7
    }

    /// The last day of the week.
    public var sunday: Day { monday + 6 }

    /// Whether the day lies in the week.
    public func contains(_ day: Day) -> Bool { day >= monday && day <= sunday }

    /// The week that many weeks later, or the edge of the calendar.
    public static func + (week: ISOWeek, weeks: Int) -> ISOWeek {
        let (days, overflow) = weeks.multipliedReportingOverflow(by: 7)
        guard !overflow else { return ISOWeek(containing: weeks < 0 ? Day.min : Day.max) }
        return ISOWeek(containing: week.monday + days)
    }

    /// How many weeks the year has: 53 if it starts on a Thursday, or on a Wednesday in a leap year.
    public static func count(in year: Int) -> Int {
        guard let first = Day(year: year, month: 1, day: 1)?.weekday else { return 52 }
        return first == .thursday || (first == .wednesday && Day.isLeapYear(year)) ? 53 : 52
    }
}

extension ISOWeek: Comparable, CustomStringConvertible, TextParsable, Codable {
    /// Whether the first week comes before the second.
    public static func < (left: ISOWeek, right: ISOWeek) -> Bool {
        (left.year, left.week) < (right.year, right.week)
    }

    /// Reads `2020-W10`.
    ///
    /// - Throws: ``InputError`` if it is written otherwise or the year has no such week, as 2021-W53.
    public init(parsing text: String) throws(InputError) {
        let parts = DigitText.trimmed(text).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 3, parts[1].first == "W",
            let year = DigitText.value(parts[0]), let number = DigitText.value(parts[1].dropFirst())
        else {
            throw InputError(.week, .malformed, "\(Redaction.quoted(text)) is not a week: write it as 2020-W10")
        }
        guard let week = ISOWeek(year: year, week: number) else {
            let count = (1...9999).contains(year) ? "; \(year) has \(ISOWeek.count(in: year)) weeks" : ""
            throw InputError(.week, .impossible, "there is no week \(Redaction.quoted(text))\(count)")
        }
        self = week
    }

    /// ISO 8601, as in `2020-W10`.
    public var description: String { "\(DigitText.padded(year, 4))-W\(DigitText.padded(week, 2))" }

    /// The week in words, `uge 10, 2020` or `week 10, 2020`.
    public func text(_ language: Language) -> String {
        switch language {
        case .danish: "uge \(week), \(year)"
        case .english: "week \(week), \(year)"
        }
    }

    /// Decodes `2020-W10`.
    public init(from decoder: any Decoder) throws {
        self = try decoder.decodeText()
    }

    /// Encodes as `2020-W10`.
    public func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(description)
    }
}

extension Day: TextParsable, CustomStringConvertible {
    /// Reads `2020-03-02` or `02-03-2020`.
    ///
    /// - Throws: ``InputError`` if it is written otherwise or the day does not exist, as 29 February 2025.
    public init(parsing text: String) throws(InputError) {
        let parts = DigitText.trimmed(text).split(separator: "-", omittingEmptySubsequences: false)
        let lengths = parts.map(\.utf8.count)
        let numbers = parts.compactMap { DigitText.value($0) }
        guard numbers.count == 3, lengths == [4, 2, 2] || lengths == [2, 2, 4] else {
            let shown = Redaction.quoted(text)
            throw InputError(.date, .malformed, "\(shown) is not a date: write it as 2020-03-02 or 02-03-2020")
        }
        let ordered = lengths == [4, 2, 2] ? numbers : numbers.reversed()
        guard let day = Day(year: ordered[0], month: ordered[1], day: ordered[2]) else {
            throw InputError(.date, .impossible, "there is no day \(Redaction.quoted(text)) in the calendar")
        }
        self = day
    }

    /// The day written `2020-03-02`, or `nil` if it is written in any other way or does not exist.
    public init?(iso text: String) {
        guard text.utf8.count == 10, text.dropFirst(4).first == "-" else { return nil }
        guard let day = try? Day(parsing: text) else { return nil }
        self = day
    }

    /// ISO 8601, as in `2020-03-02`.
    public var description: String {
        let (year, month, day) = components
        return "\(DigitText.padded(year, 4))-\(DigitText.padded(month, 2))-\(DigitText.padded(day, 2))"
    }

    /// The day in words, `1. februar 2015` or `1 February 2015`, for papers and letters.
    public func text(_ language: Language) -> String {
        let (year, month, day) = components
        return switch language {
        case .danish: "\(day). \(Day.danishMonths[month - 1]) \(year)"
        case .english: "\(day) \(Day.englishMonths[month - 1]) \(year)"
        }
    }

    /// The day in Danish figures, `01-02-2015`.
    public var danishDigits: String {
        let (year, month, day) = components
        return "\(DigitText.padded(day, 2))-\(DigitText.padded(month, 2))-\(DigitText.padded(year, 4))"
    }

    private static let danishMonths = [
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
        "december",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

extension Day: Codable {
    /// Decodes `2020-03-02`.
    public init(from decoder: any Decoder) throws {
        self = try decoder.decodeText()
    }

    /// Encodes as `2020-03-02`.
    public func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(description)
    }
}

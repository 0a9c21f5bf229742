/// A number of working hours, kept as whole minutes.
///
/// ```swift
/// try Hours(parsing: "7.4") == Hours(parsing: "7:24")     // true: 444 minutes
/// ```
public struct Hours: Sendable, Hashable, Comparable {
    /// The time in minutes, never negative.
    public let minutes: Int

    /// No time.
    public static let zero = Hours(unchecked: 0)

    /// The time of that many minutes, or `nil` if it is negative.
    public init?(minutes: Int) {
        guard minutes >= 0 else { return nil }
        self.init(unchecked: minutes)
    }

    private init(unchecked minutes: Int) {
        self.minutes = minutes
    }

    /// Whether the first time is shorter than the second.
    public static func < (left: Hours, right: Hours) -> Bool { left.minutes < right.minutes }

    /// The sum.
    ///
    /// - Throws: ``OverflowError``.
    public static func + (left: Hours, right: Hours) throws(OverflowError) -> Hours {
        let (sum, overflow) = left.minutes.addingReportingOverflow(right.minutes)
        guard !overflow else { throw OverflowError("a sum of hours") }
        return Hours(unchecked: sum)
    }
}

extension Hours: TextParsable, CustomStringConvertible {
    /// Reads `7.4`, `7,4`, `7:24` or `7`.
    ///
    /// A decimal has at most two digits and is rounded to the nearest minute, so `9.99` is 9 hours and 59 minutes and
    /// never 10. With three digits, as in `1,500`, it might mean thousands and is refused.
    ///
    /// - Throws: ``InputError``.
    public init(parsing text: String) throws(InputError) {
        let body = DigitText.trimmed(text)
        guard let mark = body.firstIndex(where: { ".,:".contains($0) }) else {
            self = try Hours(whole: body, minutes: 0, in: text)
            return
        }
        let fraction = body[body.index(after: mark)...]
        guard let value = DigitText.value(fraction) else { throw Hours.malformed(text) }
        if body[mark] == ":" {
            guard fraction.utf8.count == 2, value < 60 else { throw Hours.malformed(text) }
            self = try Hours(whole: body[..<mark], minutes: value, in: text)
            return
        }
        guard fraction.utf8.count <= 2 else {
            throw InputError(
                .hours, .ambiguous,
                "\(Redaction.quoted(text)) is ambiguous: write hours with at most two decimals (7,4) or as 7:24")
        }
        let hundredths = fraction.utf8.count == 1 ? value * 10 : value
        self = try Hours(whole: body[..<mark], minutes: (hundredths * 60 + 50) / 100, in: text)
    }

    private init(whole: Substring, minutes: Int, in text: String) throws(InputError) {
        guard DigitText.isDigits(whole) else { throw Hours.malformed(text) }
        guard let hours = DigitText.value(whole), hours <= Int.max / 60 - 1 else {
            throw InputError(.hours, .outOfRange, "\(Redaction.quoted(text)) is more hours than this program can hold")
        }
        self.init(unchecked: hours * 60 + minutes)
    }

    /// Hours and minutes, as in `7:24`; reading it gives the same time.
    public var description: String { "\(minutes / 60):\(DigitText.padded(minutes % 60, 2))" }

    /// Hours as a decimal with up to two digits, `7,4` in Danish and `7.4` in English.
    public func decimal(_ language: Language) -> String {
        let hundredths = (minutes % 60 * 100 + 30) / 60
        guard hundredths > 0 else { return String(minutes / 60) }
        let digits = hundredths.isMultiple(of: 10) ? String(hundredths / 10) : DigitText.padded(hundredths, 2)
        return "\(minutes / 60)\(language == .danish ? "," : ".")\(digits)"
    }

    private static func malformed(_ text: String) -> InputError {
        let shown = Redaction.quoted(text)
        return InputError(.hours, .malformed, "\(shown) is not a number of hours: write 7.4, 7,4 or 7:24")
    }
}

extension Hours: Codable {
    /// Decodes whole minutes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hours = Hours(minutes: try container.decode(Int.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "hours can't be negative")
        }
        self = hours
    }

    /// Encodes whole minutes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(minutes)
    }
}

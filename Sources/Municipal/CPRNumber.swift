/// A Danish civil registration number, which never shows itself.
///
/// Printing, logging, dumping or reflecting it gives `760390-••••`. The digits come out by one explicit call,
/// ``rawDigits()``, made where a number is encrypted or was asked for with a reason. It is not `Codable` for the same
/// reason.
///
/// An administrative number has 60 added to the day; its date of birth is read with the 60 taken off. Samples and tests
/// use no other numbers. Modulus 11 is not checked: since 2007 numbers are issued that don't satisfy it (CPR office).
public struct CPRNumber: Sendable, Hashable {
    private let digits: String
    /// The date of birth, with the century that the seventh digit tells.
    public let birthDate: Day
    /// Whether it is an administrative number, with 60 added to the day.
    public let isAdministrative: Bool

    /// The ten digits without a dash. Whoever calls this answers for where they go.
    public func rawDigits() -> String { digits }

    /// The six digits of the date and four dots.
    public var masked: String { "\(digits.prefix(6))-••••" }
}

extension CPRNumber: TextParsable {
    /// Reads `DDMMYY-SSSS` or the ten digits alone.
    ///
    /// - Throws: ``InputError`` whose message does not repeat the number.
    public init(parsing text: String) throws(InputError) {
        var body = DigitText.trimmed(text)
        if body.utf8.count == 11, body.dropFirst(6).first == "-" {
            body.remove(at: body.index(body.startIndex, offsetBy: 6))
        }
        guard body.utf8.count == 10, DigitText.isDigits(body) else {
            throw InputError(
                .cprNumber, .malformed, "this is not a CPR number: write ten digits, with or without a dash after six")
        }
        let figures = body.utf8.map { Int($0 - UInt8(ascii: "0")) }
        let written = figures[0] * 10 + figures[1]
        let shortYear = figures[4] * 10 + figures[5]
        let date = Day(
            year: CPRNumber.century(figures[6], shortYear) + shortYear,
            month: figures[2] * 10 + figures[3],
            day: written > 60 ? written - 60 : written)
        guard let date else {
            throw InputError(
                .cprNumber, .impossible, "this CPR number holds a date that does not exist; check its first six digits")
        }
        digits = String(body)
        birthDate = date
        isAdministrative = written > 60
    }

    /// The first year of the century, by the seventh digit and the two digits of the year (CPR office's table).
    private static func century(_ seventh: Int, _ shortYear: Int) -> Int {
        switch seventh {
        case 0...3: 1900
        case 4, 9: shortYear <= 36 ? 2000 : 1900
        default: shortYear <= 57 ? 2000 : 1800
        }
    }
}

extension CPRNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The masked number.
    public var description: String { masked }
    /// The masked number.
    public var debugDescription: String { masked }
    /// A mirror without children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The code of a municipality: 0183 is Ishøj, 0851 Aalborg.
///
/// It is written with three or four digits and always shown with four; the number alone (183) is the key of the
/// municipality in the database.
public struct MunicipalityCode: Sendable, Hashable {
    /// The code as a number, 101 to 999.
    public let number: Int

    /// The code with this number, or `nil` outside 101 to 999.
    public init?(number: Int) {
        guard (101...999).contains(number) else { return nil }
        self.number = number
    }
}

extension MunicipalityCode: TextParsable, CustomStringConvertible, Comparable, Codable {
    /// Reads `183` or `0183`.
    ///
    /// - Throws: ``InputError``.
    public init(parsing text: String) throws(InputError) {
        let body = DigitText.trimmed(text)
        guard (3...4).contains(body.utf8.count), let number = DigitText.value(body),
            let code = MunicipalityCode(number: number)
        else {
            let shown = Redaction.quoted(text)
            throw InputError(
                .municipalityCode, .malformed, "\(shown) is not a municipality code: write four digits, as 0183")
        }
        self = code
    }

    /// The four digits, as in `0183`.
    public var description: String { DigitText.padded(number, 4) }

    /// Whether the first code is lower than the second.
    public static func < (left: MunicipalityCode, right: MunicipalityCode) -> Bool { left.number < right.number }

    /// Decodes the three or four digits.
    public init(from decoder: any Decoder) throws { self = try decoder.decodeText() }
    /// Encodes the four digits.
    public func encode(to encoder: any Encoder) throws { try encoder.encodeText(description) }
}

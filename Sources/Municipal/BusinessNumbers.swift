/// The number of a company in the Central Business Register: eight digits, the last a check digit.
///
/// Weights 2, 7, 6, 5, 4, 3, 2, 1 and a sum divisible by 11 (Erhvervsstyrelsen, modulus 11).
public struct CVRNumber: Sendable, Hashable, TextParsable, CustomStringConvertible {
    /// The eight digits.
    public let description: String

    /// Reads eight digits, with or without spaces between them.
    ///
    /// - Throws: ``InputError`` if there are not eight digits or the check digit is wrong.
    public init(parsing text: String) throws(InputError) {
        let body = text.filter { !$0.isWhitespace }
        guard body.utf8.count == 8, DigitText.isDigits(body), body.first != "0" else {
            let shown = Redaction.quoted(text)
            throw InputError(
                .cvrNumber, .malformed, "\(shown) is not a CVR number: write eight digits, the first not 0")
        }
        let weights = [2, 7, 6, 5, 4, 3, 2, 1]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - UInt8(ascii: "0")) * $1.1 }
        guard sum.isMultiple(of: 11) else {
            let shown = Redaction.quoted(text)
            throw InputError(.cvrNumber, .impossible, "\(shown) is no CVR number: its check digit is wrong")
        }
        description = body
    }
}

/// The number of a production unit, a place where a company works: ten digits.
///
/// The check digit is not tested, because the register's own numbers don't all satisfy modulus 11 (Erhvervsstyrelsen).
public struct ProductionUnitNumber: Sendable, Hashable, TextParsable, CustomStringConvertible {
    /// The ten digits.
    public let description: String

    /// Reads ten digits, with or without spaces between them.
    ///
    /// - Throws: ``InputError`` whose message does not repeat the digits, since they might be a CPR number.
    public init(parsing text: String) throws(InputError) {
        let body = text.filter { !$0.isWhitespace }
        guard body.utf8.count == 10, DigitText.isDigits(body) else {
            let shown = Redaction.quoted(text)
            throw InputError(.productionUnitNumber, .malformed, "\(shown) is not a P-number: write ten digits")
        }
        description = body
    }
}

extension CVRNumber: Codable {
    /// Decodes the eight digits.
    public init(from decoder: any Decoder) throws { self = try decoder.decodeText() }
    /// Encodes the eight digits.
    public func encode(to encoder: any Encoder) throws { try encoder.encodeText(description) }
}

extension ProductionUnitNumber: Codable {
    /// Decodes the ten digits.
    public init(from decoder: any Decoder) throws { self = try decoder.decodeText() }
    /// Encodes the ten digits.
    public func encode(to encoder: any Encoder) throws { try encoder.encodeText(description) }
}

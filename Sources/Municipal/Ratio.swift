/// A share with both its numbers, so that nobody has to guess what it is a share of.
///
/// The percentage is worked out in whole numbers, rounded once to one decimal, and only for showing: comparisons use
/// the two numbers.
///
/// ```swift
/// let share = Ratio(29, of: 81)
/// share.text(.danish)                             // 35,8 %
/// share.reaches(Ratio(50, of: 100))               // false
/// ```
public struct Ratio: Sendable, Hashable {
    /// How many there are.
    public let numerator: Int
    /// Of how many.
    public let denominator: Int

    /// That many of so many; the fraction is not shortened.
    public init(_ numerator: Int, of denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The percentage in tenths of a per cent, 358 for 29/81; halves away from zero.
    ///
    /// `nil` when the denominator is not above zero: a share of nothing has no percentage.
    public var tenthsOfPercent: Int? { rounded(times: 1000) }

    /// The percentage with one decimal, 35.8 for 29/81, for JSON.
    public var percent: Double? { tenthsOfPercent.map { Double($0) / 10 } }

    /// The quotient with two decimals, 1.67 for 5/3, for figures that are not percentages.
    public var quotient: Double? { rounded(times: 100).map { Double($0) / 100 } }

    /// Whether this share is at least as large as the other, compared exactly; a share of nothing reaches nothing.
    public func reaches(_ other: Ratio) -> Bool {
        comparison(with: other).map { $0 >= 0 } ?? false
    }

    /// Whether this share is larger than the other, compared exactly; a share of nothing exceeds nothing.
    public func exceeds(_ other: Ratio) -> Bool {
        comparison(with: other).map { $0 > 0 } ?? false
    }

    private func comparison(with other: Ratio) -> Int128? {
        guard denominator > 0, other.denominator > 0 else { return nil }
        return Int128(numerator) * Int128(other.denominator) - Int128(other.numerator) * Int128(denominator)
    }

    private func rounded(times factor: Int128) -> Int? {
        Rounding.halfAwayFromZero(Int128(numerator) * factor, dividedBy: Int128(denominator)).map { Int($0) }
    }
}

extension Ratio: CustomStringConvertible {
    /// The percentage in Danish, `35,8 %`.
    public var description: String { text(.danish) }

    /// The percentage with one decimal, `35,8 %` or `35.8 %`; a dash for a share of nothing.
    public func text(_ language: Language) -> String {
        guard let tenths = tenthsOfPercent else { return "–" }
        let mark = language == .danish ? "," : "."
        return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10)\(mark)\(tenths.magnitude % 10) %"
    }
}

extension Ratio: Codable {
    private enum CodingKeys: String, CodingKey {
        case numerator, denominator, percent
    }

    /// Decodes the two numbers; the percentage follows from them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        numerator = try container.decode(Int.self, forKey: .numerator)
        denominator = try container.decode(Int.self, forKey: .denominator)
    }

    /// Encodes `{"numerator":29,"denominator":81,"percent":35.8}`; `percent` is null for a share of nothing.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(numerator, forKey: .numerator)
        try container.encode(denominator, forKey: .denominator)
        try container.encode(percent, forKey: .percent)
    }
}

/// A decimal number of PostgreSQL's `numeric`, exact to the last digit.
///
/// The digits are kept as PostgreSQL keeps them, in groups of four, together with the number of decimals to show:
/// `1.50` and `1.5` are different values here, as they read differently there. NaN is a value like the others and equals
/// itself, as it does there; so do the two infinities, which PostgreSQL has from version 14.
public struct PostgresNumeric: Hashable, Sendable {
    /// What the number is besides its digits.
    public enum Sign: UInt16, Sendable {
        /// Zero or above.
        case positive = 0x0000
        /// Below zero.
        case negative = 0x4000
        /// Not a number.
        case notANumber = 0xC000
        /// Above every number.
        case infinity = 0xD000
        /// Below every number.
        case negativeInfinity = 0xF000
    }

    /// The sign, or the special value.
    public let sign: Sign
    /// The power of 10,000 that the first group counts.
    public let weight: Int16
    /// How many decimals are shown.
    public let scale: UInt16
    /// The digits in groups of four, 0 to 9999 each, without zero groups at either end.
    public let groups: [Int16]

    init(sign: Sign, weight: Int16, scale: UInt16, groups: [Int16]) {
        let leading = groups.prefix { $0 == 0 }.count
        let trimmed = groups.dropFirst(leading)
        let trailing = trimmed.reversed().prefix { $0 == 0 }.count
        self.groups = Array(trimmed.dropLast(trailing))
        // The server sends a scale with the infinities that means nothing.
        self.scale = sign == .positive || sign == .negative ? scale : 0
        // Zero has no groups and therefore neither weight nor sign.
        let isZero = self.groups.isEmpty && (sign == .positive || sign == .negative)
        self.weight = isZero ? 0 : weight &- Int16(truncatingIfNeeded: leading)
        self.sign = isZero ? .positive : sign
    }

    /// Makes a whole number.
    public init(_ integer: Int64) {
        self.init(integer, decimals: 0)
    }

    /// Makes `units` × 10^−`decimals`: `PostgresNumeric(150, decimals: 2)` is 1.50.
    public init(_ units: Int64, decimals: UInt8) {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, Int(decimals) + 1 - digits.count)) + digits
        self = Self.assemble(
            isNegative: units < 0, whole: padded.dropLast(Int(decimals)), decimals: padded.suffix(Int(decimals)))
    }

    /// Reads a number as it is written: `-1250.50`, `NaN`, `Infinity`.
    ///
    /// Returns `nil` for anything else; digits are ASCII and an exponent is not understood.
    public init?(_ text: String) {
        switch text {
        case "NaN": self.init(sign: .notANumber, weight: 0, scale: 0, groups: [])
        case "Infinity": self.init(sign: .infinity, weight: 0, scale: 0, groups: [])
        case "-Infinity": self.init(sign: .negativeInfinity, weight: 0, scale: 0, groups: [])
        default:
            let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
            let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            // The server takes 131,072 digits before and 16,383 after the point.
            guard let whole = parts.first, !whole.isEmpty, whole.count <= 131_072,
                parts.count == 1 || (!parts[1].isEmpty && parts[1].count <= 16_383),
                parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
            else { return nil }
            self = Self.assemble(
                isNegative: text.hasPrefix("-"), whole: whole, decimals: parts.count == 2 ? parts[1] : "")
        }
    }

    private static func assemble(isNegative: Bool, whole: Substring, decimals: Substring) -> PostgresNumeric {
        let front = String(repeating: "0", count: (4 - whole.utf8.count % 4) % 4) + whole
        let back = decimals + String(repeating: "0", count: (4 - decimals.utf8.count % 4) % 4)
        var groups: [Int16] = []
        groups.reserveCapacity((front.utf8.count + back.utf8.count) / 4)
        var group: Int16 = 0
        for (index, digit) in (Array(front.utf8) + Array(back.utf8)).enumerated() {
            group = group * 10 + Int16(digit) - 48
            if index % 4 == 3 {
                groups.append(group)
                group = 0
            }
        }
        return PostgresNumeric(
            sign: isNegative ? .negative : .positive, weight: Int16(front.utf8.count / 4 - 1),
            scale: UInt16(decimals.utf8.count), groups: groups)
    }
}

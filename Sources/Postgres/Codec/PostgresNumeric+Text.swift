extension PostgresNumeric: CustomStringConvertible {
    /// The number as PostgreSQL writes it, such as `-1250.50`.
    public var description: String {
        switch sign {
        case .notANumber: return "NaN"
        case .infinity: return "Infinity"
        case .negativeInfinity: return "-Infinity"
        case .positive, .negative: break
        }
        var whole = ""
        for index in 0...max(0, Int(weight)) {
            let group = Self.padded(self.group(at: Int(weight) < 0 ? -1 : index))
            whole += group
        }
        let trimmed = whole.drop { $0 == "0" }
        var text = (sign == .negative ? "-" : "") + (trimmed.isEmpty ? "0" : String(trimmed))
        guard scale > 0 else { return text }
        var decimals = ""
        var index = Int(weight) + 1
        while decimals.utf8.count < Int(scale) {
            decimals += Self.padded(group(at: index))
            index += 1
        }
        text += "." + decimals.prefix(Int(scale))
        return text
    }

    /// The group at an index that may lie outside the kept groups, where every digit is zero.
    private func group(at index: Int) -> Int16 {
        groups.indices.contains(index) ? groups[index] : 0
    }

    private static func padded(_ group: Int16) -> String {
        let digits = String(group)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }

    /// The number times 10^`decimals` as a whole number; `nil` when it isn't whole or doesn't fit.
    ///
    /// `PostgresNumeric("124176.00")?.units(decimals: 2)` is 12,417,600: an amount in kroner read as øre.
    public func units(decimals: UInt8) -> Int64? {
        guard sign == .positive || sign == .negative else { return nil }
        let digits = description.utf8.filter { $0 != 45 && $0 != 46 }
        let surplus = Int(scale) - Int(decimals)
        let kept = surplus > 0 ? digits.dropLast(surplus) : digits[...]
        guard surplus <= 0 || digits.suffix(surplus).allSatisfy({ $0 == 48 }) else { return nil }
        var units: Int64 = 0
        for digit in kept.map({ Int64($0) - 48 }) + Array(repeating: 0, count: max(0, -surplus)) {
            let (shifted, tooLarge) = units.multipliedReportingOverflow(by: 10)
            let (next, overflow) =
                sign == .negative
                ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
            guard !tooLarge, !overflow else { return nil }
            units = next
        }
        return units
    }
}

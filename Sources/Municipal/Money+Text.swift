extension Money: TextParsable, CustomStringConvertible {
    /// Reads kroner: `1500000`, `1.500.000`, `1.500.000,00`, `-12,50`, with or without `kr.` behind.
    ///
    /// A full stop separates thousands and a comma the øre, as Danish writes it. `1,500` is refused, because an English
    /// reader means one thousand five hundred and a Danish one means one krone and a half.
    ///
    /// - Throws: ``InputError``.
    public init(parsing text: String) throws(InputError) {
        var body = DigitText.trimmed(text)
        for unit in ["kr.", "kr", "DKK"] where body.hasSuffix(unit) {
            body = DigitText.trimmed(String(body.dropLast(unit.count)))
            break
        }
        let isNegative = body.first == "-" || body.first == "−"
        if isNegative { body.removeFirst() }
        let parts = body.split(separator: ",", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { throw Money.malformed(text) }
        let ore = parts.count == 2 ? try Money.ore(parts[1], in: text) : 0
        let kroner = try Money.kroner(whole, in: text)
        let total = Int128(kroner) * 100 + Int128(ore)
        guard let amount = Int64(exactly: isNegative ? -total : total) else { throw Money.tooLarge(text) }
        self.init(ore: amount)
    }

    /// Danish, as in `124.176,00 kr.`; reading it gives the same amount.
    public var description: String { "\(digits) kr." }

    /// Danish without a unit, as in `124.176,00`.
    public var digits: String {
        let (kroner, rest) = ore.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(ore < 0 ? "-" : "")\(DigitText.grouped(kroner)),\(DigitText.padded(Int(rest), 2))"
    }

    /// Rounded to whole kroner, as in `124.176 kr.`, for running text only: never calculate with it.
    public var wholeKroner: String {
        let kroner = (ore.magnitude + 50) / 100
        return "\(ore < 0 && kroner > 0 ? "-" : "")\(DigitText.grouped(kroner)) kr."
    }

    private static func ore(_ decimals: Substring, in text: String) throws(InputError) -> Int {
        if decimals.prefix(while: { $0.isASCII && $0.isNumber }).count >= 3 {
            throw InputError(
                .amount, .ambiguous,
                "\(Redaction.quoted(text)) is ambiguous: the comma may mean thousands or øre; "
                    + "write 1500 or 1.500 for whole kroner and 1500,00 with øre")
        }
        guard let value = DigitText.value(decimals) else { throw malformed(text) }
        return decimals.utf8.count == 1 ? value * 10 : value
    }

    private static func kroner(_ whole: Substring, in text: String) throws(InputError) -> Int {
        let groups = whole.split(separator: ".", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ DigitText.isDigits($0) }), let first = groups.first else { throw malformed(text) }
        if groups.count > 1 {
            guard first.utf8.count <= 3, first.first != "0", groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
            else {
                throw InputError(
                    .amount, .malformed,
                    "\(Redaction.quoted(text)) is not an amount: a full stop separates thousands, as in 1.500.000; "
                        + "write øre after a comma, as in 1500,50")
            }
        }
        guard let value = DigitText.value(groups.joined()) else { throw tooLarge(text) }
        return value
    }

    private static func malformed(_ text: String) -> InputError {
        let shown = Redaction.quoted(text)
        return InputError(
            .amount, .malformed, "\(shown) is not an amount: write kroner as 1500000 or 1.500.000,00")
    }

    private static func tooLarge(_ text: String) -> InputError {
        InputError(.amount, .outOfRange, "\(Redaction.quoted(text)) is a larger amount than this program can hold")
    }
}

extension Money: Codable {
    /// Decodes whole øre.
    public init(from decoder: any Decoder) throws {
        self.init(ore: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Encodes whole øre; give the key a name that ends in `Ore`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ore)
    }
}

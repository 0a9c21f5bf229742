public import Municipal

extension PeriodKind {
    /// Reads a value of this kind as a file or an option gives it.
    ///
    /// Target groups are the numbers of § 6 (`9`) or a local code (`9-young`), benefits one word (`ledighedsydelse`).
    ///
    /// - Throws: `InputError` that says what is allowed.
    public func read(_ text: String) throws(InputError) -> String {
        let value = TextLine.composed(text).lowercased()
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        switch self {
        case .targetGroup:
            let fits = value.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
            guard fits, (1...20).contains(value.utf8.count), Redaction.masked(value) == value else {
                throw InputError(
                    .line, .malformed,
                    "\(Redaction.quoted(text)) is no target group: write the number in § 6, such as 9, or a code of up to "
                        + "20 letters a-z, digits and dashes")
            }
        case .benefit:
            let fits = value.utf8.allSatisfy { letters.contains($0) || $0 == UInt8(ascii: "_") }
            guard fits, (1...40).contains(value.utf8.count) else {
                throw InputError(
                    .line, .malformed,
                    "\(Redaction.quoted(text)) is no benefit: write one word of up to 40 letters a-z, such as "
                        + "ledighedsydelse, with _ for a space")
            }
        }
        return value
    }
}

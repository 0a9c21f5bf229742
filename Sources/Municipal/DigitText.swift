/// Reads digits strictly: ASCII only, no sign, no spaces, no overflow.
enum DigitText {
    /// The number written by these digits, or `nil` if there is anything else, nothing at all or too much.
    static func value(_ text: some StringProtocol) -> Int? {
        let bytes = text.utf8
        guard !bytes.isEmpty else { return nil }
        var result = 0
        for byte in bytes {
            guard let digit = digit(byte) else { return nil }
            let (product, tooLarge) = result.multipliedReportingOverflow(by: 10)
            let (sum, stillTooLarge) = product.addingReportingOverflow(digit)
            guard !tooLarge, !stillTooLarge else { return nil }
            result = sum
        }
        return result
    }

    /// Whether there is at least one character and every one is an ASCII digit.
    static func isDigits(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { digit($0) != nil }
    }

    /// The number with leading zeros up to the given width.
    static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value.magnitude)
        return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// The number with a full stop between groups of three digits, as Danish writes it.
    static func grouped(_ value: UInt64) -> String {
        var text = ""
        for (index, digit) in String(value).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text.append(".") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    /// The text without the spaces, tabs and line ends around it.
    static func trimmed(_ text: String) -> Substring {
        var rest = text[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
    }
}

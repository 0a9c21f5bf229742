import ArgumentParser

/// Keeps CPR numbers out of arguments.
///
/// Arguments stand in the shell's history and in the list of processes, where everyone on the machine reads them. So an
/// argument that looks like a CPR number is refused before anything else reads it, and without repeating it.
enum PersonalNumberGuard {
    /// The options whose values are ten digits without being about a person.
    private static let exempt: Set<String> = ["--production-unit", "--database"]

    /// Looks at the arguments as typed.
    ///
    /// - Throws: `ValidationError` for the first that looks like a CPR number.
    static func check(_ arguments: [String]) throws {
        var option = ""
        for (index, argument) in arguments.enumerated() {
            let name = argument.split(separator: "=", maxSplits: 1).first.map(String.init) ?? argument
            if !exempt.contains(option), !exempt.contains(name), PersonalNumberPattern.occurs(in: argument) {
                throw ValidationError(
                    """
                    argument \(index + 1) looks like a CPR number; arguments are seen by everyone on this machine. \
                    Give the number on standard input (sluse citizen find), or use the citizen's number, such as B-17
                    """)
            }
            option = argument.hasPrefix("--") ? name : ""
        }
    }
}

/// What a CPR number looks like in running text: a day, a month and four more digits.
///
/// Stricter than `Redaction`, which masks every long run of digits in text from outside: here dates, amounts and P-numbers in
/// the program's own messages must stay readable.
enum PersonalNumberPattern {
    /// Whether the text holds something that looks like a CPR number.
    static func occurs(in text: String) -> Bool {
        !places(in: Array(text.unicodeScalars)).isEmpty
    }

    /// The text with everything masked that looks like a CPR number.
    static func masked(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for place in places(in: scalars).reversed() {
            scalars.replaceSubrange(place, with: "••••••-••••".unicodeScalars)
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func places(in text: [Unicode.Scalar]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < text.count {
            if isUUID(text[index...]) {
                index += uuidLength
            } else if let end = end(in: text, from: index) {
                found.append(index..<end)
                index = end
            } else {
                index += 1
            }
        }
        return found
    }

    private static func end(in text: [Unicode.Scalar], from start: Int) -> Int? {
        guard start == 0 || !isNumber(text[start - 1]) else { return nil }
        var digits: [UInt32] = []
        var index = start
        while index < text.count, digits.count < 10 {
            if let digit = digit(text[index]) {
                digits.append(digit)
            } else if digits.count != 6 || !separators.contains(text[index]) || index - start > 8 {
                return nil
            }
            index += 1
        }
        guard digits.count == 10, index == text.count || !isNumber(text[index]) else { return nil }
        let day = digits[0] * 10 + digits[1]
        let month = digits[2] * 10 + digits[3]
        return (1...12).contains(month) && ((1...31).contains(day) || (61...91).contains(day)) ? index : nil
    }

    private static let separators: Set<Unicode.Scalar> = ["-", " ", "–", "‐", "‑", ".", "\u{A0}"]

    private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
        ("0"..."9").contains(scalar) ? scalar.value - 48 : nil
    }

    private static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.numericType != nil
    }

    private static let uuidLength = 36

    /// Keys of notices and transitions are printed and typed; one in thousands holds the digits of a date by chance.
    private static func isUUID(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        guard text.count >= uuidLength else { return false }
        return text.prefix(uuidLength).enumerated().allSatisfy { offset, scalar in
            [8, 13, 18, 23].contains(offset) ? scalar == "-" : scalar.properties.isASCIIHexDigit
        }
    }
}

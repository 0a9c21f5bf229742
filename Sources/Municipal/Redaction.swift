/// Makes foreign text fit to be repeated in a message.
///
/// A person may put a CPR number into any field, also one meant for a date. So before text from outside is repeated,
/// everything that holds nine digits or more in a row is masked. Nine, because a spreadsheet drops a leading zero; and
/// "in a row" goes past up to three separators, because `160390 - 1234` is a CPR number too.
public enum Redaction {
    /// The text in quotation marks, on one line, at most 40 characters, with long digit runs masked.
    ///
    /// ```swift
    /// Redaction.quoted("2020-13-01")   // "2020-13-01"
    /// Redaction.quoted("760390-1234")  // "••••"
    /// ```
    public static func quoted(_ text: String) -> String {
        let shown = masked(text)
        return shown.count > visibleLength ? "\"\(shown.prefix(visibleLength))…\"" : "\"\(shown)\""
    }

    /// The beginning of the text with control characters as spaces and long digit runs masked.
    public static func masked(_ text: String) -> String {
        let characters = text.prefix(scannedLength).map { isControl($0) ? " " : $0 }
        var result = ""
        var index = 0
        while index < characters.count {
            guard characters[index].isNumber else {
                result.append(characters[index])
                index += 1
                continue
            }
            let run = digitRun(in: characters, from: index)
            if run.digits >= personalDigits {
                result += "••••"
            } else {
                result += String(characters[index..<run.end])
            }
            index = run.end
        }
        return result
    }

    private static let visibleLength = 40
    private static let scannedLength = 200
    private static let personalDigits = 9
    private static let separatorsInARun = 3

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
            default: false
            }
        }
    }

    private static func digitRun(in text: [Character], from start: Int) -> (digits: Int, end: Int) {
        var digits = 0
        var end = start
        var index = start
        while index < text.count, index - end <= separatorsInARun, text[index].isNumber || !text[index].isLetter {
            if text[index].isNumber {
                digits += 1
                end = index + 1
            }
            index += 1
        }
        return (digits, end)
    }
}

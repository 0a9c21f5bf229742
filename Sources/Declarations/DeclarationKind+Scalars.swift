extension DeclarationKind {
    /// A single value that a function turns into what it means: a date, an amount, a number of hours.
    ///
    /// Quotes make no difference. What the function throws is shown after the words that say what was needed:
    ///
    /// ```swift
    /// pool.required("from", .parsed("a date") { try Day(parsing: $0) })
    /// // config/ishoj.yaml:9:11: '2025-02-30' is not a date: February 2025 has 28 days
    /// ```
    ///
    /// - Parameters:
    ///   - what: What it is, with its article: `a date`.
    ///   - parse: Gives the value for the text, or throws an error whose description says why not.
    public static func parsed(_ what: String, by parse: @escaping @Sendable (String) throws -> Value) -> Self {
        Self { node, findings in
            guard let (text, _) = findings.text(of: node, needs: what) else { return nil }
            do {
                return try parse(text)
            } catch {
                findings.report("\(text.quoted) is not \(what): \(error)", at: node)
                return nil
            }
        }
    }

    /// A single value that a function turns into what it means, or `nil` if it means nothing.
    ///
    /// - Parameters:
    ///   - what: What it is, with its article: `a date`.
    ///   - convert: Gives the value for the text, or `nil`.
    public static func converted(_ what: String, by convert: @escaping @Sendable (String) -> Value?) -> Self {
        Self { node, findings in
            guard let (text, _) = findings.text(of: node, needs: what) else { return nil }
            guard let value = convert(text) else {
                findings.report("\(text.quoted) is not \(what)", at: node)
                return nil
            }
            return value
        }
    }

    /// One of the words of an enumeration; a misspelt one is answered with the nearest.
    ///
    /// ```swift
    /// enum PoolKind: String, CaseIterable { case flexJob = "flex-job", smallJob = "small-job" }
    /// let kind = pool.required("kind", .choice(PoolKind.self))
    /// // config/ishoj.yaml:4:11: 'flexjob' is not one of flex-job, small-job; did you mean 'flex-job'?
    /// ```
    public static func choice(_ type: Value.Type) -> Self
    where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        choice(Value.allCases.map { ($0.rawValue, $0) })
    }

    /// One of a few words, each with what it stands for, in the order in which an error lists them.
    static func choice(_ choices: [(word: String, value: Value)]) -> Self {
        Self { node, findings in
            let words = choices.map(\.word)
            let what = "one of " + words.joined(separator: ", ")
            guard let (text, _) = findings.text(of: node, needs: what) else { return nil }
            if let choice = choices.first(where: { $0.word == text }) { return choice.value }
            let meant = closestMatch(to: text, among: words).map { "; did you mean '\($0)'?" } ?? ""
            findings.report("\(text.quoted) is not \(what)\(meant)", at: node)
            return nil
        }
    }
}

extension DeclarationKind where Value == String {
    /// Text with something in it, normalised to NFC. Quotes are needed only where YAML needs them.
    public static var text: Self {
        parsed("text") { text in
            guard text.contains(where: { !$0.isWhitespace }) else { throw Refusal("it is blank") }
            return text
        }
    }
}

extension DeclarationKind where Value == Int {
    /// A whole number without quotes, points, underscores or leading zeros.
    public static var integer: Self { integer(in: Int.min...Int.max) }

    /// A whole number within bounds, the bounds included.
    public static func integer(in bounds: ClosedRange<Int>) -> Self {
        Self { node, findings in
            guard let (text, isPlain) = findings.text(of: node, needs: "a whole number") else { return nil }
            let digits = text.drop { $0 == "-" }
            guard isPlain, text.count - digits.count <= 1, !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit),
                digits == "0" || digits.first != "0", let number = Int(text)
            else {
                findings.report("\(text.quoted) is not a whole number (digits only, no quotes)", at: node)
                return nil
            }
            guard bounds.contains(number) else {
                findings.report("\(number) is not within \(bounds.lowerBound) to \(bounds.upperBound)", at: node)
                return nil
            }
            return number
        }
    }
}

extension DeclarationKind where Value == Bool {
    /// `true` or `false`; YAML's other spellings (`yes`, `on`) are refused, because readers disagree on them.
    public static var boolean: Self { choice([("true", true), ("false", false)]) }
}

/// A reason without a place; the place is added where it is caught.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}

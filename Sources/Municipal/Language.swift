/// The language of what a person reads: Danish by default, English on request.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable, TextParsable {
    case danish = "da"
    case english = "en"

    /// Reads `da` or `en`.
    public init(parsing text: String) throws(InputError) {
        guard let language = Language(rawValue: String(DigitText.trimmed(text))) else {
            throw InputError(.language, .malformed, "\(Redaction.quoted(text)) is not a language here: write da or en")
        }
        self = language
    }
}

import Foundation

/// One line of text that a person wrote: a name, a title, a reason.
///
/// It is kept in the composed form (NFC), so that `Ishøj` typed on a Mac and on a PC is the same text in the database.
///
/// ```swift
/// let title = try TextLine(parsing: " Mikrofleksjob ").text       // Mikrofleksjob
/// ```
public struct TextLine: Sendable, Hashable, TextParsable, CustomStringConvertible {
    /// The text, composed and without spaces around it.
    public let text: String

    /// The most characters a line may have.
    public static let longest = 500

    /// Reads a line.
    ///
    /// - Throws: ``InputError`` if it is empty, longer than ``longest``, or holds a NUL byte, a line break or another
    ///   control character.
    public init(parsing text: String) throws(InputError) {
        guard text.utf8.count <= TextLine.longest * 16 else { throw TextLine.tooLong }
        let composed = String(DigitText.trimmed(TextLine.composed(text)))
        guard !composed.isEmpty else { throw InputError(.line, .malformed, "the text is empty") }
        guard composed.count <= TextLine.longest else { throw TextLine.tooLong }
        guard !composed.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw InputError(.line, .malformed, "\(Redaction.quoted(text)) holds a control character; write plain text")
        }
        self.text = composed
    }

    /// The text.
    public var description: String { text }

    /// Any text in composed form (NFC), for comparing keys and names.
    public static func composed(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping
    }

    private static let tooLong = InputError(
        .line, .outOfRange, "the text is longer than \(longest) characters; shorten it")
}

public import Municipal

/// Who a citizen is: CPR number and name. In the database it is only ever sealed.
///
/// It is not `Codable` and does not print itself, so that it gets into no message, log or dump by accident.
public struct Identity: Sendable, Hashable {
    /// The CPR number.
    public let cpr: CPRNumber
    /// The name, in composed form (NFC).
    public let name: String

    /// Puts together what belongs to one person.
    public init(cpr: CPRNumber, name: PersonName) {
        self.cpr = cpr
        self.name = name.text
    }

    init(cpr: CPRNumber, sealedName: String) {
        self.cpr = cpr
        name = sealedName
    }
}

extension Identity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The masked CPR number, without the name.
    public var description: String { cpr.masked }
    /// The masked CPR number, without the name.
    public var debugDescription: String { cpr.masked }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A person's name as it may be stored: one line, composed, beginning with a letter, without a CPR number in it.
public struct PersonName: TextParsable, Hashable {
    /// The name.
    public let text: String

    /// The most characters a name may have.
    public static let longest = 150

    /// Reads a name.
    ///
    /// A name that begins with `=`, `+` or `@` would be a formula in a spreadsheet; one that holds invisible characters could
    /// pass for another. Neither is a name.
    ///
    /// - Throws: `InputError` that does not repeat the name.
    public init(parsing text: String) throws(InputError) {
        let line = try Self.line(text)
        guard line.count <= Self.longest, line.utf8.count <= Self.longest * 4 else {
            throw InputError(.line, .outOfRange, "the name is longer than \(Self.longest) characters; shorten it")
        }
        guard line.first?.isLetter == true || line.first == "'" || line.first == "’" else {
            throw InputError(.line, .malformed, "the name does not begin with a letter")
        }
        guard Redaction.masked(line) == line else {
            throw InputError(
                .line, .malformed, "the name holds a long number or invisible characters; write the name alone")
        }
        self.text = line
    }

    private static func line(_ text: String) throws(InputError) -> String {
        do {
            return try TextLine(parsing: text).text
        } catch {
            switch error.reason {
            case .outOfRange: throw InputError(.line, .outOfRange, "the name is longer than \(longest) characters")
            default:
                throw InputError(
                    .line, .malformed,
                    text.allSatisfy(\.isWhitespace) ? "the name is missing" : "the name holds a control character")
            }
        }
    }
}

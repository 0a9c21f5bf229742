public import Municipal

/// Why somebody looks at a person: one line, kept in the log of accesses, without a CPR number.
public struct AccessReason: TextParsable, Hashable {
    /// The reason.
    public let text: String

    /// Reads a reason.
    ///
    /// - Throws: `InputError` if it is empty, too long, or holds what could be a CPR number.
    public init(parsing text: String) throws(InputError) {
        let line = try TextLine(parsing: text).text
        guard line.count <= 200, Redaction.masked(line) == line else {
            throw InputError(
                .line, .malformed, "the reason is longer than 200 characters, or holds a long number; write it in words"
            )
        }
        self.text = line
    }

    private init(_ text: String) {
        self.text = text
    }

    /// For a search whose reason nobody gave.
    static let search = AccessReason("search by CPR number")
    /// For a look at the page of a citizen, which takes no reason.
    static let look = AccessReason("looked at the page, number masked")
}

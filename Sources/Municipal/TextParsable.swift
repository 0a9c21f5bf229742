/// A value that a person writes as text: in a file, in a declaration or on the command line.
///
/// All such values are read in the same way, so that one adapter serves every option and every column:
///
/// ```swift
/// let from = try Day(parsing: "02-03-2020")
/// let week = try ISOWeek(parsing: "2020-W10")
/// ```
public protocol TextParsable: Sendable {
    /// Reads the value from text; spaces around it don't matter.
    ///
    /// - Throws: ``InputError`` with one line that says what is wrong and what to write instead.
    init(parsing text: String) throws(InputError)
}

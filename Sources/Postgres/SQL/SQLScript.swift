/// A text of SQL statements from a file, for migrations.
///
/// Its initialiser takes any string, which ``SQL`` never does. That is safe to offer because a script goes nowhere but
/// `runScript`: it has no parameters, gives no rows, and can't be put into an `SQL`. Text that a user typed has no
/// business in one.
public struct SQLScript: Sendable {
    /// The statements, separated by semicolons.
    public let text: String

    /// Makes a script from the text of a file that the project itself ships.
    public init(_ text: String) {
        self.text = text
    }
}

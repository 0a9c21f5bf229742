import ArgumentParser
import Municipal

extension TextParsable {
    /// Reads an option's value and says in the value's own words what is wrong with it.
    ///
    /// ```swift
    /// @Option(transform: Day.argument) var from: Day
    /// @Option(transform: Hours.argument) var weeklyHours: Hours?
    /// ```
    ///
    /// - Throws: `ValidationError` with the message of the `InputError`.
    @Sendable static func argument(_ text: String) throws -> Self {
        do {
            return try Self(parsing: text)
        } catch {
            throw ValidationError(error.message)
        }
    }
}

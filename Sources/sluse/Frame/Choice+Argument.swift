import ArgumentParser
import Declarations

extension CaseIterable where Self: RawRepresentable & SendableMetatype, RawValue == String {
    /// Reads one of a few words; a misspelt one is answered with the nearest.
    ///
    /// ```swift
    /// @Option(transform: PauseReason.choice) var reason: PauseReason
    /// ```
    ///
    /// - Throws: `ValidationError` with the words there are.
    @Sendable static func choice(_ text: String) throws -> Self {
        if let value = Self(rawValue: text) { return value }
        let words = allCases.map(\.rawValue)
        let meant = closestMatch(to: text, among: words).map { "; did you mean '\($0)'?" } ?? ""
        throw ValidationError("choose one of \(words.joined(separator: ", "))\(meant)")
    }
}

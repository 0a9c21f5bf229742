import Yams

extension DeclarationKind {
    /// A word, or a mapping where the word isn't enough.
    ///
    /// - Parameters:
    ///   - what: What it is, in both forms: `'only-new-entrants' or { after-notice-months: 6 }`.
    ///   - word: Gives the value for a word, or `nil` if it means nothing.
    ///   - mapping: How the longer form is read.
    public static func either(
        _ what: String, word: @escaping @Sendable (String) -> Value?, mapping: DeclarationKind<Value>
    ) -> Self {
        let single = DeclarationKind<Value>.converted(what, by: word)
        return Self { node, findings in
            if case .mapping = node { return mapping.read(node, findings) }
            return single.read(node, findings)
        }
    }
}

extension PostgresRange: CustomStringConvertible {
    /// The range as PostgreSQL writes it, such as `[2026-01-01,2026-03-01)` or `empty`.
    public var description: String {
        guard case .bounds(let lower, let upper, let includesLower, let includesUpper) = self else { return "empty" }
        return (lower != nil && includesLower ? "[" : "(") + (lower.map(Self.quoted) ?? "") + ","
            + (upper.map(Self.quoted) ?? "") + (upper != nil && includesUpper ? "]" : ")")
    }

    /// A bound in quotes where its text holds what would end it.
    private static func quoted(_ bound: Bound) -> String {
        let text = String(describing: bound)
        guard text.isEmpty || text.contains(where: { "\"\\()[],".contains($0) || $0.isWhitespace }) else { return text }
        var quoted = "\""
        for character in text {
            if character == "\"" || character == "\\" { quoted.append(character) }
            quoted.append(character)
        }
        return quoted + "\""
    }
}

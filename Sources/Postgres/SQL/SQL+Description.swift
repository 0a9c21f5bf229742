extension SQL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text with its placeholders. The values of the parameters are never shown, wherever it is printed.
    public var description: String { text }

    /// The text with its placeholders.
    public var debugDescription: String { text }

    /// Shows the text alone, because printing by reflection would print the parameters.
    public var customMirror: Mirror { Mirror(self, children: ["text": text]) }
}

extension PostgresBuffer: CustomStringConvertible, CustomReflectable {
    /// How many bytes there are, but not which.
    public var description: String { "\(count) bytes" }

    /// Shows the number of bytes alone.
    public var customMirror: Mirror { Mirror(self, children: ["count": count]) }
}

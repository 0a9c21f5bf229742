/// The lines of a `COPY` in a text format, taken one by one.
public struct CopiedLines: ~Copyable {
    private let source: CopyOutSource
    private let format: CopyTextFormat

    init(_ source: CopyOutSource, _ format: CopyTextFormat) {
        self.source = source
        self.format = format
    }

    /// The next line without its end; `nil` after the last. With ``CopyTextFormat/csv(header:)`` a line may hold line
    /// breaks inside quotes: it is always a whole row.
    ///
    /// - Throws: `.server`, `.cancelled`, `.timedOut` and `.connectionLost` when the `COPY` ended early.
    public mutating func next() throws(PostgresError) -> String? {
        guard let message = try source.next() else { return nil }
        let bytes = message.bytes.last == UInt8(ascii: "\n") ? message.bytes.dropLast() : message.bytes[...]
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The fields of the next line, `nil` for NULL among them; `nil` after the last line.
    ///
    /// - Throws: As ``next()``.
    public mutating func nextFields() throws(PostgresError) -> [String?]? {
        try next().map(format.fields(of:))
    }
}

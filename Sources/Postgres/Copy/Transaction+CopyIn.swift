extension Transaction {
    /// Sends rows to a table with `COPY … FROM STDIN` in the binary format: the fastest way in.
    ///
    /// The rows are taken from the sequence as they are sent, so the set is never held. The table and its columns are SQL
    /// of the programmer's own. `COPY` knows no conversions, so each value must have exactly its column's type: `Int32` for
    /// an `integer`, `Int64` for a `bigint`.
    ///
    /// ```swift
    /// let count = try tx.copyIn(into: "sluse.citizen (tenant_id, id, name)", rows: citizens) { citizen, row in
    ///     try row.append(citizen.tenant)
    ///     try row.append(citizen.id)
    ///     try row.append(citizen.name)
    /// }
    /// ```
    ///
    /// - Returns: How many rows the table took.
    /// - Throws: `.encoding` when a row can't be encoded, with the error of `encode` as the cause; nothing is kept then.
    ///   Else as ``fetch(_:)``; `.server` 22P04 or 22P03 when a value doesn't fit its column. ``PostgresError/row`` is the
    ///   number of the row.
    @discardableResult
    public mutating func copyIn<Rows: Sequence>(
        into target: SQL, rows: Rows, encode: (Rows.Element, inout CopyRow) throws -> Void
    ) throws(PostgresError) -> Int {
        try wire.copyIn(into: target, format: "(FORMAT binary)") { wire throws(PostgresError) in
            try wire.send(rows, encode)
        }
    }

    /// Sends lines of text to a table with `COPY … FROM STDIN`, such as those of a file.
    ///
    /// - Parameters:
    ///   - target: The table, with columns or without; SQL of the programmer's own, without parameters.
    ///   - lines: Rows without line ends, taken as they are sent. In the CSV format a row may hold line breaks in quotes.
    ///   - format: How the rows are written; with a header, the server passes over the first line.
    /// - Returns: How many rows the table took.
    /// - Throws: As ``copyIn(into:rows:encode:)``; `.encoding` for a line with a NUL character and for `\.` alone on a
    ///   line, which would end the data in silence.
    @discardableResult
    public mutating func copyIn(
        into target: SQL, lines: some Sequence<String>, format: CopyTextFormat = .text
    ) throws(PostgresError) -> Int {
        try wire.copyIn(into: target, format: format.sql) { wire throws(PostgresError) in
            try wire.send(lines, in: format)
        }
    }

    /// Sends rows of texts to a table with `COPY … FROM STDIN`; the server reads each text as its column's type does.
    ///
    /// - Parameters:
    ///   - target: The table, with columns or without; SQL of the programmer's own, without parameters.
    ///   - fields: The texts of each row, `nil` for NULL, taken as they are sent.
    /// - Returns: How many rows the table took.
    /// - Throws: As ``copyIn(into:rows:encode:)``.
    @discardableResult
    public mutating func copyIn<Fields: Sequence<String?>>(
        into target: SQL, fields: some Sequence<Fields>
    ) throws(PostgresError) -> Int {
        try copyIn(into: target, lines: fields.lazy.map { CopyTextFormat.text.line(of: $0) })
    }
}

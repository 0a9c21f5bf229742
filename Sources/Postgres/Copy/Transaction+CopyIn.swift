extension Transaction {
    /// Sends rows to a table with `COPY … FROM STDIN` in the binary format: the fastest way in.
    ///
    /// The table and its columns are SQL of the programmer's own. `COPY` knows no conversions, so each value must have
    /// exactly its column's type: `Int32` for an `integer`, `Int64` for a `bigint`.
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
    ///   Else as ``fetch(_:)``; `.server` 22P04 or 22P03 when a value doesn't fit its column.
    @discardableResult
    public mutating func copyIn<Rows: Sequence>(
        into target: SQL, rows: Rows, encode: (Rows.Element, inout CopyRow) throws -> Void
    ) throws(PostgresError) -> Int {
        try wire.copyIn(into: target, rows: rows, encode: encode)
    }
}

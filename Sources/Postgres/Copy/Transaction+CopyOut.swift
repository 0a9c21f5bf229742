extension Transaction {
    /// Takes the rows of a query by `COPY … TO STDOUT` in the binary format: the fastest way out, without holding the set.
    ///
    /// ```swift
    /// try tx.copyOut(CoverageStatements.all()) { rows in
    ///     while let coverage = try rows.next() { try writer.append(coverage) }
    /// }
    /// ```
    ///
    /// A body that returns or throws before the last row stops early: the `COPY` is cancelled on the server, what is under
    /// way is taken in, and the transaction goes on as if the `COPY` had not been.
    ///
    /// `COPY` takes no parameters. Where the query depends on a value, give it as a setting of the transaction and read
    /// it with `current_setting`, or use ``stream(_:_:)``.
    ///
    /// - Returns: What `body` returned.
    /// - Throws: What `body` throws; `.encoding` for a query with parameters; else as ``fetch(_:)``.
    @discardableResult
    public mutating func copyOut<Row, Result>(
        _ statement: Statement<Row>, _ body: (inout CopiedRows<Row>) throws -> Result
    ) throws -> Result {
        let source = CopyOutSource(wire, savepoint: "c\(savepoints)")
        do throws(PostgresError) {
            // A line break keeps a comment at the query's end from swallowing what comes behind it.
            let text = try Wire.copyTarget(statement.sql)
            try source.start("COPY (\(text)\n) TO STDOUT (FORMAT binary)", describing: statement.sql)
        } catch {
            throw error.with { $0.statement = statement.name.description }
        }
        var rows = CopiedRows(source, statement)
        return try Self.reading(from: source) { try body(&rows) }
    }

    /// Takes a table or a query by `COPY … TO STDOUT` as lines of text, without holding the set.
    ///
    /// ```swift
    /// try tx.copyOut(linesOf: "sluse.pool (id, title)", format: .csv(header: true)) { lines in
    ///     while let line = try lines.next() { print(line) }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - source: A table, with columns or without, or a query in parentheses; SQL of the programmer's own, without
    ///     parameters.
    ///   - format: How rows become lines.
    ///   - body: Takes the lines. Stopping early is as in ``copyOut(_:_:)``.
    /// - Returns: What `body` returned.
    /// - Throws: As ``copyOut(_:_:)``.
    @discardableResult
    public mutating func copyOut<Result>(
        linesOf source: SQL, format: CopyTextFormat = .text, _ body: (inout CopiedLines) throws -> Result
    ) throws -> Result {
        let text = try Wire.copyTarget(source)
        let copied = CopyOutSource(wire, savepoint: "c\(savepoints)")
        try copied.start("COPY \(text)\n TO STDOUT \(format.sql)", describing: nil)
        var lines = CopiedLines(copied, format)
        return try Self.reading(from: copied) { try body(&lines) }
    }

    private static func reading<Result>(from source: CopyOutSource, _ body: () throws -> Result) throws -> Result {
        let result: Result
        do {
            result = try body()
        } catch {
            throw source.finish(after: error)
        }
        try source.finish()
        return result
    }
}

/// A statement as a value: its name, its SQL and how a row of it is read.
///
/// Repositories define statements as small functions and compose them; the name shows in errors and observations.
///
/// ```swift
/// static func endingCoverages(on day: Day, limit: Int) -> Statement<EndingCoverage> {
///     Statement("coverage_ending", """
///         SELECT id, citizen_id, valid FROM sluse.coverage WHERE upper(valid) <= \(day) ORDER BY id LIMIT \(limit)
///         """) { row in
///         EndingCoverage(id: try row.next(), citizen: try row.next(), span: try row.next())
///     }
/// }
/// ```
///
/// A statement is prepared on its first use on a connection and kept there, so write the text with parameters rather than
/// building a different text each time.
public struct Statement<Row: Sendable>: Sendable {
    /// The name that errors and observations show.
    public let name: StaticString
    /// The SQL with its parameters.
    public let sql: SQL
    /// Reads one row, column by column from the left.
    public let decode: @Sendable (inout RowReader) throws -> Row

    /// Makes a statement whose rows are read by `decode`.
    ///
    /// - Parameters:
    ///   - name: A name for errors and observations, in the style of `coverage_ending`.
    ///   - sql: The SQL, with explicit columns: `SELECT *` breaks when a migration adds one.
    ///   - decode: Reads the columns in order; may throw an error of its own, which becomes the cause of a `.decoding` error.
    public init(_ name: StaticString, _ sql: SQL, decode: @escaping @Sendable (inout RowReader) throws -> Row) {
        self.name = name
        self.sql = sql
        self.decode = decode
    }
}

/// A statement that gives no rows.
public typealias Command = Statement<Void>

extension Statement where Row == Void {
    /// Makes a statement that gives no rows, or whose rows nobody reads.
    public init(_ name: StaticString, _ sql: SQL) {
        self.init(name, sql) { _ in }
    }
}

/// What one statement of a pipeline gave.
public struct StatementResult<Row: Sendable>: Sendable {
    /// The rows, in the server's order.
    public let rows: [Row]
    /// How many rows the statement inserted, changed, deleted or gave.
    public let affectedRows: Int
    private let name: StaticString

    init(
        _ name: StaticString, _ answer: borrowing ResultHandle, _ decode: (inout RowReader) throws -> Row
    ) throws(PostgresError) {
        self.name = name
        affectedRows = answer.affectedRows
        rows = try Rows.all(of: answer, name: name, decode)
    }

    /// The only row.
    ///
    /// - Throws: `.unexpectedRowCount` when there is none, or several.
    public func one() throws(PostgresError) -> Row {
        guard rows.count == 1, let row = rows.first else { throw Rows.notOne(rows.count, name: name) }
        return row
    }
}

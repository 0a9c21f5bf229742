/// What one statement of a pipeline gave.
public struct StatementResult<Row: Sendable>: Sendable {
    /// The rows, in the server's order.
    public let rows: [Row]
    /// How many rows the statement inserted, changed, deleted or gave.
    public let affectedRows: Int
    private let name: StaticString

    init(_ statement: Statement<Row>, _ answer: borrowing ResultHandle) throws(PostgresError) {
        name = statement.name
        affectedRows = answer.affectedRows
        rows = try Rows.all(of: answer, name: name, statement.decode)
    }

    /// The only row.
    ///
    /// - Throws: `.unexpectedRowCount` when there is none, or several.
    public func one() throws(PostgresError) -> Row {
        guard rows.count == 1, let row = rows.first else { throw Rows.notOne(rows.count, name: name) }
        return row
    }
}

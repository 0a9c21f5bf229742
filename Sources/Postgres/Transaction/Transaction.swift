/// An open transaction, lent to a synchronous body.
///
/// It can't be copied, kept or sent to another task: nothing can slip between two statements of a body, and nothing
/// of it outlives the body. `BEGIN` goes to the server with the first statement; a body that returns commits, one that
/// throws rolls back.
///
/// ```swift
/// try await database.transaction { tx in
///     let pool = try tx.one(PoolStatements.byName("Mikrofleks"))
///     try tx.execute(PoolStatements.close(pool.id))
/// }
/// ```
///
/// After the server refused a statement, the transaction can only be rolled back; a body that catches the error and
/// returns as if nothing had happened gets it thrown by the commit. Use ``savepoint(_:)`` for what may fail.
public struct Transaction: ~Copyable {
    let wire: Wire
    var savepoints = 0

    init(wire: Wire) {
        self.wire = wire
    }

    /// Runs a statement and reads all of its rows.
    ///
    /// - Throws: `.server` with the SQLSTATE, `.decoding` with statement and column, `.encoding` before anything is sent,
    ///   `.cancelled`, `.timedOut`, `.connectionLost`.
    public mutating func fetch<Row>(_ statement: Statement<Row>) throws(PostgresError) -> [Row] {
        let answer = try wire.run(statement.sql, name: statement.name)
        return try Rows.all(of: answer, name: statement.name, statement.decode)
    }

    /// Runs a statement and reads its first row; `nil` when it gives none. Write `LIMIT 1` where more could come.
    ///
    /// - Throws: As ``fetch(_:)``.
    public mutating func first<Row>(_ statement: Statement<Row>) throws(PostgresError) -> Row? {
        let answer = try wire.run(statement.sql, name: statement.name)
        return try Rows.first(of: answer, name: statement.name, statement.decode)
    }

    /// Runs a statement that gives exactly one row.
    ///
    /// - Throws: `.unexpectedRowCount` for none or several; else as ``fetch(_:)``.
    public mutating func one<Row>(_ statement: Statement<Row>) throws(PostgresError) -> Row {
        let answer = try wire.run(statement.sql, name: statement.name)
        return try Rows.one(of: answer, name: statement.name, statement.decode)
    }

    /// Runs a statement for its effect.
    ///
    /// - Returns: How many rows it inserted, changed, deleted or gave.
    /// - Throws: As ``fetch(_:)``, but never `.decoding`.
    @discardableResult
    public mutating func execute<Row>(_ statement: Statement<Row>) throws(PostgresError) -> Int {
        try wire.run(statement.sql, name: statement.name).affectedRows
    }

    /// Runs SQL without a name for its effect. It is not prepared: for what runs seldom.
    ///
    /// - Returns: How many rows it inserted, changed, deleted or gave.
    @discardableResult
    public mutating func execute(_ sql: SQL) throws(PostgresError) -> Int {
        try wire.run(sql, name: nil).affectedRows
    }

    /// Runs SQL without a name and reads all of its rows. It is not prepared: for what runs seldom.
    public mutating func fetch<Row>(
        _ sql: SQL, _ decode: (inout RowReader) throws -> Row
    ) throws(PostgresError) -> [Row] {
        try Rows.all(of: try wire.run(sql, name: nil), name: nil, decode)
    }

    /// Runs the statements of a migration file, separated by semicolons.
    ///
    /// - Throws: `.server` with the position of the statement that failed; `.misuse` when the script ended the transaction.
    public mutating func runScript(_ script: SQLScript) throws(PostgresError) {
        try wire.runScript(script, inTransaction: true)
    }
}

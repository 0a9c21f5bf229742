/// A connection outside any transaction, lent to a synchronous body.
///
/// For what can't run inside a transaction: `CREATE DATABASE`, a lock held over several transactions, the role of a new
/// connection. Each statement commits by itself, so one whose answer was lost is `.inDoubt`.
public struct Session: ~Copyable {
    let wire: Wire

    init(wire: Wire) {
        self.wire = wire
    }

    /// Whether the login is a superuser, according to the server.
    public var isSuperuser: Bool { parameterStatus("is_superuser") == "on" }

    /// The server's version as a number, such as 150018 for 15.18.
    public var serverVersion: Int { wire.handle?.serverVersion ?? 0 }

    /// The process that serves this connection; `pg_terminate_backend` takes it.
    public var backendProcess: Int32 { wire.backendProcess }

    /// A setting that the server reports by itself, such as `server_version` or `TimeZone`; `nil` if it doesn't.
    public func parameterStatus(_ name: StaticString) -> String? {
        wire.handle?.parameterStatus(name.description)
    }

    /// Runs SQL for its effect.
    ///
    /// - Returns: How many rows it inserted, changed, deleted or gave.
    @discardableResult
    public mutating func execute(_ sql: SQL) throws(PostgresError) -> Int {
        try autocommitted { () throws(PostgresError) in try wire.run(sql, name: nil).affectedRows }
    }

    /// Runs a statement for its effect.
    ///
    /// - Returns: How many rows it inserted, changed, deleted or gave.
    @discardableResult
    public mutating func execute<Row>(_ statement: Statement<Row>) throws(PostgresError) -> Int {
        try autocommitted { () throws(PostgresError) in
            try wire.run(statement.sql, name: statement.name).affectedRows
        }
    }

    /// Runs SQL and reads all of its rows.
    public mutating func fetch<Row>(
        _ sql: SQL, _ decode: (inout RowReader) throws -> Row
    ) throws(PostgresError) -> [Row] {
        let answer = try autocommitted { () throws(PostgresError) in try wire.run(sql, name: nil) }
        return try Rows.all(of: answer, name: nil, decode)
    }

    /// Runs a statement and reads all of its rows.
    public mutating func fetch<Row>(_ statement: Statement<Row>) throws(PostgresError) -> [Row] {
        let answer = try autocommitted { () throws(PostgresError) in
            try wire.run(statement.sql, name: statement.name)
        }
        return try Rows.all(of: answer, name: statement.name, statement.decode)
    }

    /// Runs a statement and reads its first row; `nil` when it gives none.
    public mutating func first<Row>(_ statement: Statement<Row>) throws(PostgresError) -> Row? {
        let answer = try autocommitted { () throws(PostgresError) in
            try wire.run(statement.sql, name: statement.name)
        }
        return try Rows.first(of: answer, name: statement.name, statement.decode)
    }

    /// Runs a statement that gives exactly one row.
    ///
    /// - Throws: `.unexpectedRowCount` for none or several.
    public mutating func one<Row>(_ statement: Statement<Row>) throws(PostgresError) -> Row {
        let answer = try autocommitted { () throws(PostgresError) in
            try wire.run(statement.sql, name: statement.name)
        }
        return try Rows.one(of: answer, name: statement.name, statement.decode)
    }

    /// Runs the statements of a script. Without `BEGIN` in it the server runs them all or none.
    public mutating func runScript(_ script: SQLScript) throws(PostgresError) {
        try autocommitted { () throws(PostgresError) in try wire.runScript(script, inTransaction: false) }
    }

    /// Runs a transaction on this connection. The body runs once: conflicts with others are thrown.
    ///
    /// - Throws: What `body` throws; `.inDoubt` when the answer to `COMMIT` was lost.
    @discardableResult
    public mutating func transaction<Result>(
        _ mode: TransactionMode = .readWrite, isolation: IsolationLevel = .readCommitted,
        settings: [LocalSetting] = [], _ body: (inout Transaction) throws -> Result
    ) throws -> Result {
        let request = BeginRequest(mode: mode, isolation: isolation, settings: settings)
        wire.begin(request, interruption: wire.interruption, deadline: wire.deadline)
        var transaction = Transaction(wire: wire)
        do {
            let result = try body(&transaction)
            try wire.commit(isReadOnly: request.isReadOnly)
            return result
        } catch {
            wire.rollBack()
            throw error
        }
    }

    private func autocommitted<Result: ~Copyable>(
        _ body: () throws(PostgresError) -> Result
    ) throws(PostgresError) -> Result {
        do throws(PostgresError) {
            return try body()
        } catch {
            guard error.code == .connectionLost, error.explanation != Wire.closedBefore else { throw error }
            throw error.with { $0.code = .inDoubt }
        }
    }
}

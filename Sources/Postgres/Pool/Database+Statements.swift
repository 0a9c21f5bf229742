extension Database {
    /// Runs statements as a transaction of their own, in a single round trip: `BEGIN`, settings, statements and `COMMIT` go
    /// to the server together.
    ///
    /// ```swift
    /// let pool = try await database.run(PoolStatements.byName("Mikrofleks"), mode: .readOnly).one()
    /// ```
    ///
    /// It is what ``transaction(_:isolation:settings:deadline:_:)`` does with a body of these statements and nothing
    /// else, conflicts and doubt included. Rows are decoded after the commit, so one that can't be read undoes nothing.
    ///
    /// - Parameters:
    ///   - statement: The statements; none may depend on the answer to another.
    ///   - mode: What the transaction may do.
    ///   - isolation: How far it is kept apart from others.
    ///   - settings: Server settings for this transaction.
    ///   - deadline: The longest the whole call may take, waiting and repeating included; `nil` for no bound.
    /// - Returns: The results, each of its statement's own type.
    /// - Throws: As a pipeline of ``Transaction``; `.inDoubt` when the connection was lost before the answer.
    @discardableResult
    public func run<each Row: Sendable>(
        _ statement: repeat Statement<each Row>, mode: TransactionMode = .readWrite,
        isolation: IsolationLevel = .readCommitted, settings: [LocalSetting] = [], deadline: Duration? = nil
    ) async throws -> (repeat StatementResult<each Row>) {
        try await transaction(mode, isolation: isolation, settings: settings, deadline: deadline) { tx in
            try tx.wire.runBatch(repeat each statement, commits: true)
        }
    }
}

extension Transaction {
    /// Runs a statement and hands over its rows one by one, without holding them all.
    ///
    /// Stopping early is throwing: the statement is cancelled on the server, what is under way is taken in, and the error
    /// is thrown on. The transaction has failed then, as after any cancelled statement, and rolls back.
    ///
    /// ```swift
    /// try tx.stream(CoverageStatements.all()) { coverage in try writer.append(coverage) }
    /// ```
    ///
    /// - Throws: What `body` throws; else as ``fetch(_:)``.
    public mutating func stream<Row>(_ statement: Statement<Row>, _ body: (Row) throws -> Void) throws {
        try wire.stream(statement.sql, name: statement.name) { reader in
            try body(try Rows.decoded(&reader, statement.name, statement.decode))
        }
    }
}

extension Wire {
    func stream(_ sql: SQL, name: StaticString, _ body: (inout RowReader) throws -> Void) throws {
        do {
            try startStream(sql)
        } catch {
            throw error.with { $0.statement = name.description }
        }
        var stopped: (any Error)?
        do throws(PostgresError) {
            var failure: PostgresError?
            while let result = try nextResult() {
                switch result.kind {
                case .error:
                    guard !result.isFatal else { throw lost(after: result.error()) }
                    failure = failure ?? result.error()
                case .singleTuple where stopped == nil:
                    var reader = RowReader(result: result)
                    do {
                        try body(&reader)
                    } catch {
                        stopped = error
                        stopStream()
                    }
                case .copyIn, .copyOut: throw unexpected("COPY can't be run as a statement")
                default: break
                }
            }
            if try live().isBad { throw lost(after: failure) }
            try conclude(failure)
        } catch {
            if stopped == nil { throw error.with { $0.statement = $0.statement ?? name.description } }
        }
        if let stopped { throw stopped }
    }

    private func startStream(_ sql: SQL) throws(PostgresError) {
        try admit(sql)
        _ = try runPipelineIfUnprepared(sql)
        let handle = try live()
        guard let prepared = statements.name(of: sql) else { throw unexpected("the statement was not prepared") }
        guard pointers.withPointers(sql, { handle.sendPrepared(name: prepared, parameters: $0) }) else {
            throw notSent()
        }
        guard handle.useSingleRowMode() else { throw unexpected("the server's rows can't be taken one by one") }
    }

    private func runPipelineIfUnprepared(_ sql: SQL) throws(PostgresError) {
        guard pendingBegin != nil || statements.name(of: sql) == nil else {
            firstRequest = nil
            return
        }
        try runPipeline(PipelineBatch(statements: [sql], executes: false))
    }

    /// The reader has had enough: the server is asked to stop.
    private func stopStream() {
        guard stopping == nil else { return }
        stop(because: .cancelled)
    }
}

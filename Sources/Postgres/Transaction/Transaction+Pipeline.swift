extension Transaction {
    /// Runs statements that don't depend on each other's answers in one round trip.
    ///
    /// ```swift
    /// let (pools, closed) = try tx.pipeline(PoolStatements.all(), PoolStatements.closeExpired(on: today))
    /// report(pools.rows, closed.affectedRows)
    /// ```
    ///
    /// The server runs them in order, and stops at the first that fails: what stands behind it is skipped, and the
    /// transaction has failed, as after any refused statement. Put a ``savepoint(_:)`` around a pipeline that may fail.
    /// A statement with a parameter that can't be sent counts as one that fails.
    ///
    /// - Returns: The results, each of its statement's own type.
    /// - Throws: As ``fetch(_:)``, with the name of the statement that failed and its number in the pipeline. An error of a
    ///   row decoder comes after all statements have been run; the transaction can go on after it.
    @discardableResult
    public mutating func pipeline<each Row>(
        _ statement: repeat Statement<each Row>
    ) throws(PostgresError) -> (repeat StatementResult<each Row>) {
        try wire.runBatch(repeat each statement, commits: false)
    }

    /// Runs any number of statements of one kind in one round trip, such as a thousand inserts.
    ///
    /// ```swift
    /// try tx.pipeline(persons.map(PersonStatements.insert))
    /// ```
    ///
    /// They are taken from the sequence as they are sent, and kept until all have run; for more rows than that,
    /// ``copyIn(into:rows:encode:)`` is made.
    /// Errors are those of the pipeline of single statements.
    ///
    /// - Returns: The results, in the order of the statements.
    @discardableResult
    @inlinable
    public mutating func pipeline<Row>(
        _ statements: some Sequence<Statement<Row>>
    ) throws(PostgresError) -> [StatementResult<Row>] {
        // The statements are taken apart here, where the compiler knows their type: a thousand of them are soon many.
        var iterator = statements.makeIterator()
        return try run(count: statements.underestimatedCount) { batch, decoders in
            guard let statement = iterator.next() else { return false }
            batch.append(statement.sql, statement.name)
            decoders.append(RowDecoder(statement))
            return true
        }
    }

    @usableFromInline
    mutating func run<Row>(
        count: Int, _ more: (inout PipelineBatch, inout [RowDecoder<Row>]) -> Bool
    ) throws(PostgresError) -> [StatementResult<Row>] {
        try wire.runBatch(count: count, more)
    }
}

/// What is left of a statement when its SQL has been sent.
@usableFromInline
struct RowDecoder<Row: Sendable> {
    let name: StaticString
    let decode: @Sendable (inout RowReader) throws -> Row

    @usableFromInline
    init(_ statement: Statement<Row>) {
        name = statement.name
        decode = statement.decode
    }
}

extension Wire {
    /// Runs statements of one kind in one round trip.
    func runBatch<Row>(
        count: Int, _ more: (inout PipelineBatch, inout [RowDecoder<Row>]) -> Bool
    ) throws(PostgresError) -> [StatementResult<Row>] {
        var batch = PipelineBatch(capacity: count)
        var decoders: [RowDecoder<Row>] = []
        decoders.reserveCapacity(count)
        guard more(&batch, &decoders) else { return [] }
        var results: [StatementResult<Row>] = []
        var undecodable: PostgresError?
        results.reserveCapacity(count)
        try runObserved(
            &batch, more: { more(&$0, &decoders) },
            each: { index, answer in
                guard undecodable == nil else { return }
                // A plan found stale is prepared again, with everything before it in the pipeline.
                if index == 0 { results.removeAll(keepingCapacity: true) }
                do throws(PostgresError) {
                    results.append(try StatementResult(decoders[index].name, answer, decoders[index].decode))
                } catch {
                    undecodable = error
                }
            })
        if let undecodable { throw undecodable }
        return results
    }

    /// Runs statements of several kinds in one round trip; with `commits`, they are the whole transaction.
    func runBatch<each Row>(
        _ statement: repeat Statement<each Row>, commits: Bool
    ) throws(PostgresError) -> (repeat StatementResult<each Row>) {
        var batch = PipelineBatch(commits: commits)
        for each in repeat each statement {
            batch.append(each.sql, each.name)
        }
        var answers: [Answer] = []
        try runObserved(
            &batch, more: { _ in false },
            each: { index, answer in
                if index == 0 { answers.removeAll() }
                answers.append(Answer(answer))
            })
        guard answers.count == batch.statements.count else {
            throw unexpected("the server gave no answer to a statement")
        }
        var next = answers.makeIterator()
        return (repeat try Self.decode(each statement, next.next()))
    }

    /// Keeps an answer until all are there: they are decoded together, because each makes a value of another type.
    private final class Answer {
        let result: ResultHandle
        init(_ result: consuming ResultHandle) { self.result = result }
    }

    private static func decode<Row>(
        _ statement: Statement<Row>, _ answer: Answer?
    ) throws(PostgresError) -> StatementResult<Row> {
        guard let answer else { throw PostgresError(.misuse, "the server gave no answer to a statement") }
        return try StatementResult(statement.name, answer.result, statement.decode)
    }

    private func runObserved(
        _ batch: inout PipelineBatch, more: (inout PipelineBatch) -> Bool,
        each: (Int, consuming ResultHandle) -> Void
    ) throws(PostgresError) {
        guard let observe = settings.observe else { return try runPrepared(&batch, more: more, each: each) }
        let start = ContinuousClock.now
        let first = batch.names.first?.description
        let name = batch.names.allSatisfy { $0.description == first } ? first : "pipeline"
        var rows = 0
        do throws(PostgresError) {
            try runPrepared(
                &batch, more: more,
                each: { index, answer in
                    rows += answer.affectedRows
                    each(index, answer)
                })
            observe(.statement(name: name, duration: .now - start, outcome: .rows(rows)))
        } catch {
            observe(
                .statement(name: error.statement ?? name, duration: .now - start, outcome: .failed(error)))
            throw error
        }
    }

    private func runPrepared(
        _ batch: inout PipelineBatch, more: (inout PipelineBatch) -> Bool,
        each: (Int, consuming ResultHandle) -> Void
    ) throws(PostgresError) {
        // What is known beforehand to be impossible is not even begun.
        for (index, sql) in batch.statements.enumerated() {
            if let refusal = refusal(of: sql) { throw batch.error(refusal, at: .execute(index)) }
        }
        try admit()
        do throws(PostgresError) {
            try runPipeline(&batch, more: more, each: each)
        } catch {
            guard error.isStalePlan, try startOver() else { throw error }
            try runPipeline(&batch, more: more, each: each)
        }
    }
}

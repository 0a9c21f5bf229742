extension Wire {
    /// The most parameters the protocol can count.
    static let parameterLimit = 65_535

    /// Runs one statement and gives its answer; an error carries the statement's name.
    ///
    /// A statement with a name is prepared and kept. `BEGIN` goes along when the transaction has not begun.
    func run(_ sql: SQL, name: StaticString?) throws(PostgresError) -> ResultHandle {
        guard let observe = settings.observe else { return try runUnobserved(sql, name: name) }
        let start = ContinuousClock.now
        do throws(PostgresError) {
            let answer = try runUnobserved(sql, name: name)
            let rows = answer.kind == .tuples ? answer.rowCount : answer.affectedRows
            observe(.statement(name: name?.description, duration: .now - start, outcome: .rows(rows)))
            return answer
        } catch {
            observe(.statement(name: name?.description, duration: .now - start, outcome: .failed(error)))
            throw error
        }
    }

    private func runUnobserved(_ sql: SQL, name: StaticString?) throws(PostgresError) -> ResultHandle {
        do throws(PostgresError) {
            try admit(sql)
            do throws(PostgresError) {
                return try exchange(sql, isPrepared: name != nil)
            } catch {
                // The plan no longer fits the schema. Preparing anew helps only where the failure has not spoilt a
                // transaction with other statements in it; otherwise the whole transaction has to run again.
                guard error.isStalePlan, try startOver() else { throw error }
                return try exchange(sql, isPrepared: name != nil)
            }
        } catch {
            guard let name else { throw error }
            throw error.with { $0.statement = name.description }
        }
    }

    /// Refuses what can't be sent, and work that is over before it is sent.
    func admit(_ sql: SQL? = nil) throws(PostgresError) {
        if let sql, let refusal = refusal(of: sql) { throw refusal }
        guard shield == nil else { return }
        if let interruption, interruption.isRequested {
            throw PostgresError(.cancelled, "nothing was sent")
        }
        if let deadline, deadline <= .now {
            throw PostgresError(.timedOut, "nothing was sent")
        }
    }

    /// Why a statement can't be sent.
    func refusal(of sql: SQL) -> PostgresError? {
        if let problem = sql.problem { return problem }
        guard sql.slots.count > Self.parameterLimit else { return nil }
        return PostgresError(
            .encoding, "the statement has \(sql.slots.count) parameters and the protocol allows 65,535")
    }

    private func exchange(_ sql: SQL, isPrepared: Bool) throws(PostgresError) -> ResultHandle {
        let handle = try live()
        guard pendingBegin == nil else { return try exchangePipelined(sql, isPrepared: isPrepared) }
        firstRequest = nil
        guard isPrepared else {
            let isSent = pointers.withPointers(sql) { handle.send(text: sql.text, parameters: $0) }
            guard isSent else { throw notSent() }
            return try collect()
        }
        guard let name = statements.name(of: sql) else { return try exchangePipelined(sql, isPrepared: true) }
        guard pointers.withPointers(sql, { handle.sendPrepared(name: name, parameters: $0) }) else { throw notSent() }
        return try collect()
    }

    private func exchangePipelined(_ sql: SQL, isPrepared: Bool) throws(PostgresError) -> ResultHandle {
        var answer: ResultHandle?
        try runPipeline(PipelineBatch(statements: [sql], isPrepared: isPrepared)) { _, result in answer = consume result
        }
        guard let answer else { throw unexpected("the server gave no answer to a statement") }
        return answer
    }

    /// After a stale plan: makes it possible to run the statement again, if nothing else is lost with it.
    func startOver() throws(PostgresError) -> Bool {
        switch transactionStatus {
        case .idle: return true
        case .inFailedTransaction:
            guard let begin = firstRequest else { return false }
            try shielded { () throws(PostgresError) in _ = try command("ROLLBACK") }
            transactionFailure = nil
            pendingBegin = begin
            return true
        default: return false
        }
    }

    /// Sends a command of this module's own by the simple protocol.
    func command(_ text: String) throws(PostgresError) -> ResultHandle {
        guard try live().send(text: text) else { throw notSent() }
        return try collect()
    }

    /// Runs `body` apart from the task's cancellation and deadline, but not for longer than the grace period.
    func shielded<Result: ~Copyable>(
        _ body: () throws(PostgresError) -> Result
    ) throws(PostgresError) -> Result {
        let outer = shield
        shield = outer ?? .now + settings.cancelGrace
        defer { shield = outer }
        return try body()
    }

    /// The error for a request that libpq did not take.
    func notSent() -> PostgresError {
        guard let handle, !handle.isBad else { return lost() }
        markSpent()
        return PostgresError(.misuse, "libpq refused the request").with { [message = handle.errorMessage] in
            $0.serverMessage = message
        }
    }

    /// The error for an answer that makes no sense: the connection is not used any further.
    func unexpected(_ explanation: String) -> PostgresError {
        _ = sever(because: .misuse)
        return PostgresError(.misuse, explanation)
    }
}

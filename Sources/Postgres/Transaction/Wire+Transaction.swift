extension Wire {
    /// Takes on one piece of work; nothing is sent yet.
    func begin(_ request: BeginRequest?, interruption: Interruption?, deadline: ContinuousClock.Instant?) {
        pendingBegin = request
        firstRequest = nil
        transactionFailure = nil
        wasLostAtBegin = false
        hasCommitted = false
        self.deadline = deadline
        self.interruption = interruption
        interruption?.attach(wake)
    }

    /// The piece of work is over: a cancellation from now on is not for this connection.
    func end() {
        interruption?.detach()
        interruption = nil
        deadline = nil
        pendingBegin = nil
        wake.lower()
    }

    /// Sends `BEGIN` by itself, before something that can't go through a pipeline.
    func beginIfPending() throws(PostgresError) {
        guard pendingBegin != nil else { return }
        try runPipeline(PipelineBatch())
    }

    /// Commits what was begun.
    ///
    /// - Throws: `.inDoubt` when the answer to `COMMIT` was lost; the error that spoilt the transaction when the body hid it.
    func commit(isReadOnly: Bool) throws(PostgresError) {
        // The transaction's only statements took the COMMIT along.
        if hasCommitted { return }
        if pendingBegin != nil {
            // No statement ran, so there is no transaction.
            pendingBegin = nil
            return
        }
        switch transactionStatus {
        case .inTransaction: break
        case .inFailedTransaction:
            throw transactionFailure ?? PostgresError(.misuse, "the transaction had failed before its end")
        case .unknown: throw PostgresError(.connectionLost, "the transaction was undone")
        case .idle, .active: throw PostgresError(.misuse, "the body ended its own transaction")
        }
        try admit()
        let answer: ResultHandle
        do throws(PostgresError) {
            answer = try command("COMMIT")
        } catch {
            guard isSpent, !isReadOnly else { throw error }
            throw error.with {
                $0.code = .inDoubt
                $0.explanation = Self.noAnswerToCommit
            }
        }
        guard answer.hasTag("COMMIT") else {
            throw transactionFailure ?? Self.rolledBack
        }
    }

    static let noAnswerToCommit = "COMMIT was sent and no answer came"

    static var rolledBack: PostgresError {
        PostgresError(.misuse, "the server rolled back instead of committing")
    }

    /// Undoes what was begun, whatever state it is in; where that fails the connection is spent, which undoes it too.
    func rollBack() {
        pendingBegin = nil
        switch transactionStatus {
        case .idle, .unknown: return
        case .active: _ = sever(because: .misuse)
        case .inTransaction, .inFailedTransaction:
            do throws(PostgresError) {
                // A cancel request that came late may have hit the first attempt, so there is a second.
                try rollBackOnce()
                if transactionStatus != .idle { try rollBackOnce() }
            } catch {
                markSpent()
            }
        }
    }

    private func rollBackOnce() throws(PostgresError) {
        let failure = transactionFailure
        defer { transactionFailure = failure }
        do throws(PostgresError) {
            try shielded { () throws(PostgresError) in _ = try command("ROLLBACK") }
        } catch {
            guard error.sqlState == .queryCanceled, !isSpent else { throw error }
        }
    }

    /// Runs the statements of a script as one text of the simple protocol.
    func runScript(_ script: SQLScript, inTransaction: Bool) throws(PostgresError) {
        guard !script.text.utf8.contains(0) else {
            throw PostgresError(.encoding, "the script holds a NUL character")
        }
        try admit()
        try beginIfPending()
        firstRequest = nil
        // A script changes the schema, so no plan from before is trusted after it.
        statements.forgetAll()
        do throws(PostgresError) {
            let answer = try command(script.text)
            _ = consume answer
        } catch {
            // A script with a BEGIN of its own may have failed inside it.
            if !inTransaction { rollBack() }
            throw error
        }
        guard inTransaction == (transactionStatus == .inTransaction) else {
            if !inTransaction { rollBack() }
            throw PostgresError(
                .misuse, inTransaction ? "the script ended its transaction" : "the script left a transaction open")
        }
    }
}

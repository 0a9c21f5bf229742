extension Wire {
    /// Sends, in one round trip, `BEGIN` and settings where they are pending, the preparation of statements where that
    /// is needed, their execution where that is wanted, and `COMMIT` where they are to be all there is.
    ///
    /// Only what is fixed beforehand goes through a pipeline; after anything unexpected the connection is given up,
    /// because libpq 15 can lose count of the answers.
    ///
    /// A statement that can't be sent fails the transaction on the server, as one that the server refuses does.
    ///
    /// - Parameters:
    ///   - batch: What to do.
    ///   - more: Adds another statement to the batch, after those that are there have been sent; `false` when there is none.
    ///   - each: Gets the answer to each statement, in order, as it comes.
    /// - Throws: The first error, after all answers have been taken: the server skips everything behind it. `.inDoubt` when
    ///   the connection was lost after `COMMIT` was sent.
    func runPipeline(
        _ batch: inout PipelineBatch, more: (inout PipelineBatch) -> Bool,
        each: (Int, consuming ResultHandle) -> Void
    ) throws(PostgresError) {
        let handle = try live()
        let begin = pendingBegin
        pendingBegin = nil
        firstRequest = begin
        steps.removeAll(keepingCapacity: true)
        var failure: PostgresError?
        do throws(PostgresError) {
            // A connection that died while idle is noticed before a COMMIT makes its loss a doubt: the first reading takes
            // the server's parting message, the second finds the end.
            if batch.commits, !handle.consumeInput() || !handle.consumeInput() { throw lost() }
            guard handle.enterPipeline() else { throw notSent() }
            let refusal = try send(begin, &batch, more, on: handle)
            try receive(batch, on: handle, failure: &failure, each: each)
            // Where everything before it went well, what failed is the mark that the refused statement left.
            if let refusal, failedStep == steps.count - 1 { failure = refusal }
        } catch {
            try explainLoss(error, failure, of: batch, begin)
        }
        try conclude(failure)
    }

    /// Throws what a pipeline that ended in a broken connection means.
    private func explainLoss(
        _ error: PostgresError, _ failure: PostgresError?, of batch: PipelineBatch, _ begin: BeginRequest?
    ) throws(PostgresError) {
        guard isSpent else { throw error }
        // A parting message that came before the break says more than the break. It also means that no COMMIT happened.
        if let failure, error.sqlState == nil {
            throw failure.with {
                $0.code = error.code
                $0.explanation = error.explanation
            }
        }
        let mayHaveCommitted = batch.commits && failure == nil && steps.last.map(\.isCommit) == true
        guard mayHaveCommitted, begin?.isReadOnly != true else {
            if begin != nil { wasLostAtBegin = error.code == .connectionLost }
            throw error
        }
        throw error.with {
            $0.code = .inDoubt
            $0.explanation = Self.noAnswerToCommit
        }
    }

    /// Runs a pipeline whose statements are all there.
    func runPipeline(
        _ batch: PipelineBatch, each: (Int, consuming ResultHandle) -> Void = { _, _ in }
    ) throws(PostgresError) {
        var batch = batch
        try runPipeline(&batch, more: { _ in false }, each: each)
    }

    /// Writes the requests.
    ///
    /// - Returns: Why one of the statements was refused before it was sent; those behind it are not sent then.
    private func send(
        _ begin: BeginRequest?, _ batch: inout PipelineBatch, _ more: (inout PipelineBatch) -> Bool,
        on handle: ConnectionHandle
    ) throws(PostgresError) -> PostgresError? {
        if let begin {
            steps.append(.begin)
            guard send(SQL(text: begin.text), on: handle) else { throw notSent() }
        }
        if statements.needsReset {
            steps.append(.reset)
            statements.didReset()
            guard send("DEALLOCATE ALL", on: handle) else { throw notSent() }
        }
        if let settings = begin?.settings {
            try sendPrepared(settings, step: .settings, executes: true, on: handle)
        }
        if let savepoint = batch.savepoint {
            steps.append(.other)
            guard send(SQL(text: "SAVEPOINT \(savepoint)"), on: handle) else { throw notSent() }
        }
        var index = 0
        while index < batch.statements.count || more(&batch) {
            defer { index += 1 }
            let sql = batch.statements[index]
            if let refusal = refusal(of: sql) {
                steps.append(.other)
                // There is no such savepoint, which fails the transaction where it can't be overlooked: on the server.
                guard send("ROLLBACK TO SAVEPOINT refused", on: handle), handle.sendSync() else { throw notSent() }
                return batch.error(refusal, at: .execute(index))
            }
            // What stands ready goes out now and then, so that the server works while the rest is written.
            if index % 32 == 31, handle.flush() == .broken { throw lost() }
            if batch.describes {
                steps += [.other, .execute(index)]
                let isSent = pointers.withPointers(sql) { handle.sendPrepare(name: "", text: sql.text, parameters: $0) }
                guard isSent, handle.sendDescribe(name: "") else { throw notSent() }
            } else if batch.isPrepared {
                try sendPrepared(sql, step: .execute(index), executes: batch.executes, on: handle)
            } else if batch.executes {
                steps.append(.execute(index))
                guard send(sql, on: handle) else { throw notSent() }
            }
        }
        if batch.commits {
            steps.append(.commit)
            guard send("COMMIT", on: handle) else { throw notSent() }
        }
        guard handle.sendSync() else { throw notSent() }
        return nil
    }

    private func send(_ sql: SQL, on handle: ConnectionHandle) -> Bool {
        pointers.withPointers(sql) { handle.send(text: sql.text, parameters: $0) }
    }

    /// Sends a statement by its name. The cache is written as if all went well, so that the same statement further on in
    /// the pipeline finds its name; ``takeBack(_:)`` rights it where it did not.
    private func sendPrepared(
        _ sql: SQL, step: PipelineStep, executes: Bool, on handle: ConnectionHandle
    ) throws(PostgresError) {
        let name: String
        if let known = statements.name(of: sql) {
            name = known
        } else {
            name = statements.newName(for: sql)
            if let victim = statements.victim {
                steps.append(.deallocate(victim))
                statements.didDeallocate(victim)
                guard send(SQL(text: "DEALLOCATE \(victim)"), on: handle) else { throw notSent() }
            }
            steps.append(.prepare(name))
            statements.didPrepare(sql.withoutValues, as: name)
            let isSent = pointers.withPointers(sql) { handle.sendPrepare(name: name, text: sql.text, parameters: $0) }
            guard isSent else { throw notSent() }
        }
        guard executes else { return }
        steps.append(step)
        guard pointers.withPointers(sql, { handle.sendPrepared(name: name, parameters: $0) }) else { throw notSent() }
    }

    private func receive(
        _ batch: PipelineBatch, on handle: ConnectionHandle, failure: inout PostgresError?,
        each: (Int, consuming ResultHandle) -> Void
    ) throws(PostgresError) {
        failedStep = nil
        for (number, step) in steps.enumerated() {
            var isDone = false
            while let result = try nextResult() {
                switch result.kind {
                case .error:
                    guard !result.isFatal else { throw lost(after: result.error()) }
                    if failure == nil {
                        failure = batch.error(result.error(), at: step)
                        failedStep = number
                    }
                case .pipelineAborted: break
                case .copyIn, .copyOut: throw unexpected("COPY can't be run as a statement")
                case .pipelineSync: throw unexpected("the server's answers do not match what was sent")
                case .command, .tuples, .singleTuple, .empty:
                    isDone = true
                    switch step {
                    case .execute(let index): each(index, consume result)
                    case .commit:
                        hasCommitted = result.hasTag("COMMIT")
                        if !hasCommitted { failure = failure ?? Self.rolledBack }
                    case .begin, .settings, .reset, .deallocate, .prepare, .other: break
                    }
                }
            }
            if !isDone { takeBack(step) }
        }
        guard let sync = try nextResult(), sync.kind == .pipelineSync, handle.exitPipeline() else {
            throw unexpected("the server's answers do not match what was sent")
        }
    }

    /// The server did not do what the cache took for done.
    private func takeBack(_ step: PipelineStep) {
        switch step {
        case .prepare(let name): statements.didDeallocate(name)
        case .reset, .deallocate: statements.distrust()
        case .begin, .settings, .execute, .commit, .other: break
        }
    }
}

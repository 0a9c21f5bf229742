extension Wire {
    /// Sends, in one round trip, `BEGIN` and settings where they are pending, the preparation of a statement where that
    /// is needed, and its execution where that is wanted.
    ///
    /// Only what is fixed beforehand goes through a pipeline; after anything unexpected the connection is given up,
    /// because libpq 15 can lose count of the answers.
    ///
    /// - Returns: The answer to the statement; `nil` when it was not to be executed.
    func runPipeline(_ sql: SQL?, isPrepared: Bool, executes: Bool) throws(PostgresError) -> ResultHandle? {
        let handle = try live()
        let begin = pendingBegin
        pendingBegin = nil
        firstRequest = begin
        steps.removeAll(keepingCapacity: true)
        do throws(PostgresError) {
            guard handle.enterPipeline() else { throw notSent() }
            try send(begin, sql, isPrepared: isPrepared, executes: executes, on: handle)
            return try receive(on: handle)
        } catch {
            if begin != nil, isSpent { wasLostAtBegin = error.code == .connectionLost }
            throw error
        }
    }

    private func send(
        _ begin: BeginRequest?, _ sql: SQL?, isPrepared: Bool, executes: Bool, on handle: ConnectionHandle
    ) throws(PostgresError) {
        if let begin {
            steps.append(.begin)
            guard send(SQL(text: begin.text), on: handle) else { throw notSent() }
        }
        if statements.needsReset {
            steps.append(.reset)
            guard send("DEALLOCATE ALL", on: handle) else { throw notSent() }
        }
        if let settings = begin?.settings {
            try sendPrepared(settings, step: .settings, executes: true, on: handle)
        }
        guard let sql else {
            guard handle.sendSync() else { throw notSent() }
            return
        }
        if isPrepared {
            try sendPrepared(sql, step: .execute, executes: executes, on: handle)
        } else if executes {
            steps.append(.execute)
            guard send(sql, on: handle) else { throw notSent() }
        }
        guard handle.sendSync() else { throw notSent() }
    }

    private func send(_ sql: SQL, on handle: ConnectionHandle) -> Bool {
        pointers.withPointers(sql) { handle.send(text: sql.text, parameters: $0) }
    }

    private func sendPrepared(
        _ sql: SQL, step: PipelineStep, executes: Bool, on handle: ConnectionHandle
    ) throws(PostgresError) {
        let name: String
        if let known = statements.name(of: sql) {
            name = known
        } else {
            name = statements.newName(for: sql)
            if let victim = nextVictim {
                steps.append(.deallocate(victim))
                guard send(SQL(text: "DEALLOCATE \(victim)"), on: handle) else { throw notSent() }
            }
            steps.append(.prepare(sql.withoutValues, name))
            let isSent = pointers.withPointers(sql) { handle.sendPrepare(name: name, text: sql.text, parameters: $0) }
            guard isSent else { throw notSent() }
        }
        guard executes else { return }
        steps.append(step)
        guard pointers.withPointers(sql, { handle.sendPrepared(name: name, parameters: $0) }) else { throw notSent() }
    }

    /// The statement that has to make room for the next one, seeing what the pipeline in hand does already.
    private var nextVictim: String? {
        var leaving: [String] = []
        var arriving = 0
        for step in steps {
            switch step {
            case .deallocate(let name): leaving.append(name)
            case .prepare: arriving += 1
            case .begin, .settings, .reset, .execute: break
            }
        }
        return statements.victim(leaving: leaving, arriving: arriving)
    }

    private func receive(on handle: ConnectionHandle) throws(PostgresError) -> ResultHandle? {
        var answer: ResultHandle?
        var failure: PostgresError?
        do throws(PostgresError) {
            for step in steps {
                while let result = try nextResult() {
                    switch result.kind {
                    case .error:
                        guard !result.isFatal else { throw lost(after: result.error()) }
                        failure = failure ?? result.error()
                    case .pipelineAborted: break
                    case .copyIn, .copyOut: throw unexpected("COPY can't be run as a statement")
                    case .pipelineSync: throw unexpected("the server's answers do not match what was sent")
                    case .command, .tuples, .singleTuple, .empty:
                        confirm(step)
                        if case .execute = step { answer = consume result }
                    }
                }
            }
            guard let sync = try nextResult(), sync.kind == .pipelineSync, handle.exitPipeline() else {
                throw unexpected("the server's answers do not match what was sent")
            }
        } catch {
            guard let failure, error.sqlState == nil else { throw error }
            throw failure.with {
                $0.code = error.code
                $0.explanation = error.explanation
            }
        }
        try conclude(failure)
        return answer
    }

    private func confirm(_ step: PipelineStep) {
        switch step {
        case .reset: statements.didReset()
        case .deallocate(let name): statements.didDeallocate(name)
        case .prepare(let sql, let name): statements.didPrepare(sql, as: name)
        case .begin, .settings, .execute: break
        }
    }
}

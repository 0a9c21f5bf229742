extension Wire {
    /// The next result of the request in hand; `nil` at its end.
    func nextResult() throws(PostgresError) -> ResultHandle? {
        let handle = try live()
        while handle.isBusy { try waitForServer() }
        return handle.nextResult()
    }

    /// Takes all results of one statement, or of several sent as one text, and gives the last.
    ///
    /// - Throws: The first error among them, after the rest has been taken: the connection is ready for the next request.
    func collect() throws(PostgresError) -> ResultHandle {
        var answer: ResultHandle?
        var failure: PostgresError?
        do throws(PostgresError) {
            while let result = try nextResult() {
                let kind = result.kind
                if kind == .error {
                    guard !result.isFatal else { throw lost(after: result.error()) }
                    failure = failure ?? result.error()
                } else if kind == .copyIn {
                    try refuseCopy()
                } else if kind == .copyOut {
                    throw unexpected("COPY TO can't be run as a statement")
                } else {
                    answer = consume result
                }
            }
            if try live().isBad { throw lost(after: failure) }
        } catch {
            // A parting message that came before the break says more than the break.
            guard let failure, error.sqlState == nil else { throw error }
            throw failure.with {
                $0.code = error.code
                $0.explanation = error.explanation
            }
        }
        try conclude(failure)
        guard let answer else { throw unexpected("the server gave no answer to a statement") }
        return answer
    }

    /// Ends a request: waits for a cancel request on its way, and throws the error there was.
    func conclude(_ failure: PostgresError?) throws(PostgresError) {
        let cause = try settle()
        guard var failure else { return }
        if let cause, failure.sqlState == .queryCanceled {
            failure = failure.with {
                $0.code = cause
                $0.explanation = "the server stopped the statement"
            }
        }
        // Where one plan is stale others are too, so all are prepared anew.
        if failure.isStalePlan { statements.forgetAll() }
        if transactionFailure == nil { transactionFailure = failure }
        throw failure
    }

    private func refuseCopy() throws(PostgresError) {
        while true {
            switch try live().putCopyEnd(abortedBecause: "COPY FROM STDIN is run with copyIn") {
            case .taken: return
            case .full: try waitToSend()
            case .broken: throw lost()
            }
        }
    }
}

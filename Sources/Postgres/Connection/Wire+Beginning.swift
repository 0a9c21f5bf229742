extension Wire {
    /// Asks the server whether it is there, on a connection that was idle for long.
    ///
    /// - Throws: `.connectionLost` when no answer comes within the grace period, and at the latest at the deadline. The
    ///   connection is spent then, and nothing of the transaction has been sent.
    func askWhetherAlive() throws(PostgresError) {
        let begin = pendingBegin
        pendingBegin = nil
        let moment = ContinuousClock.Instant.now + settings.cancelGrace
        shield = deadline.map { min($0, moment) } ?? moment
        defer { shield = nil }
        do throws(PostgresError) {
            _ = try command("")
            pendingBegin = begin
        } catch {
            markSpent()
            wasLostAtBegin = true
            throw error.with { $0.code = .connectionLost }
        }
    }

    /// How far the transaction got before it failed.
    func beginning(_ request: BeginRequest, _ failure: PostgresError?) -> Beginning {
        if wasLostAtBegin { return .lost }
        return isBeginRefused(request, failure) ? .misplaced : .made
    }

    /// Whether the failure says that this server is not one to write on.
    func isMisplaced(_ request: BeginRequest, _ failure: PostgresError?) -> Bool {
        guard !request.isReadOnly else { return false }
        return failure?.sqlState == .readOnlySqlTransaction || isBeginRefused(request, failure)
    }

    /// A standby answers `BEGIN READ WRITE` with 0A000. When no transaction is open after the first request, it was `BEGIN`
    /// that failed; any later statement would have left a failed transaction behind.
    private func isBeginRefused(_ request: BeginRequest, _ failure: PostgresError?) -> Bool {
        !request.isReadOnly && failure?.sqlState == .featureNotSupported && firstRequest != nil
            && transactionStatus == .idle
    }
}

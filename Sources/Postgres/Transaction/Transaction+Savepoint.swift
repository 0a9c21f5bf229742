extension Transaction {
    /// Runs a part that may fail without spoiling the rest of the transaction.
    ///
    /// When `body` throws, everything it did is undone and the error is thrown on; the transaction goes on from before it.
    ///
    /// ```swift
    /// do {
    ///     try tx.savepoint { tx in try tx.execute(insert) }
    /// } catch let error as PostgresError where error.sqlState == .uniqueViolation {
    ///     try tx.execute(update)
    /// }
    /// ```
    @discardableResult
    public mutating func savepoint<Result>(_ body: (inout Transaction) throws -> Result) throws -> Result {
        savepoints += 1
        defer { savepoints -= 1 }
        let name = "s\(savepoints)"
        try wire.openSavepoint(name)
        do {
            let result = try body(&self)
            try wire.releaseSavepoint(name)
            return result
        } catch {
            try wire.rollBack(toSavepoint: name)
            throw error
        }
    }
}

extension Wire {
    func openSavepoint(_ name: String) throws(PostgresError) {
        _ = try run(SQL(text: "SAVEPOINT \(name)"), name: nil)
    }

    func releaseSavepoint(_ name: String) throws(PostgresError) {
        // A body that caught a server error must not look as if it had succeeded.
        if transactionStatus == .inFailedTransaction, let failure = transactionFailure { throw failure }
        _ = try run(SQL(text: "RELEASE SAVEPOINT \(name)"), name: nil)
    }

    /// Undoes what came after the savepoint and removes it: `ROLLBACK TO` alone leaves it standing.
    func rollBack(toSavepoint name: String) throws(PostgresError) {
        guard transactionStatus == .inTransaction || transactionStatus == .inFailedTransaction else { return }
        try shielded { () throws(PostgresError) in
            _ = try command("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)")
        }
        transactionFailure = nil
    }
}

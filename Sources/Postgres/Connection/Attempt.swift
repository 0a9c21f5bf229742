/// What became of one run of a transaction's body.
struct Attempt<Result: Sendable>: Sendable {
    let outcome: Swift.Result<Result, any Error>
    /// The server's first error in the transaction, whatever the body made of it.
    let failure: PostgresError?
    let beginning: Beginning
    /// Whether the server turned out to be one that can't write.
    var isMisplaced = false

    /// The outcome as an observer is told it.
    var observed: TransactionOutcome {
        switch outcome {
        case .success: .committed
        case .failure(let error):
            (error as? PostgresError)?.code == .inDoubt ? .inDoubt : .rolledBack(failure ?? error as? PostgresError)
        }
    }
}

/// Whether a transaction got as far as beginning; one that didn't has changed nothing and can run on another connection.
enum Beginning: Sendable {
    /// It began, or failed for a reason of its own.
    case made
    /// The connection was found dead by the transaction's first request.
    case lost
    /// The server refused `BEGIN`, because it is a standby and can't write.
    case misplaced
}

/// What a connection is after a transaction.
enum ConnectionHealth: Sendable {
    /// Idle outside any transaction: good for the next caller.
    case idle
    /// Alive, but in a state nobody should inherit.
    case unusable
    /// Broken.
    case lost
    /// Alive, but at a server that can't write.
    case misplaced
}

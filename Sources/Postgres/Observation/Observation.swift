/// Something that happened in the client, for logs, metrics and traces.
///
/// The module itself writes nowhere; an adapter turns these into whatever a program keeps. None of them holds a parameter
/// or a row; an error in one may, in the fields that its description leaves out.
///
/// New cases may be added.
public enum Observation: Sendable {
    /// A connection was made and prepared.
    case connected(backendProcess: Int32, duration: Duration)
    /// A connection could not be made.
    case connectFailed(PostgresError, duration: Duration)
    /// A connection was closed or given up.
    case disconnected(backendProcess: Int32, lost: Bool)
    /// A statement ended; the name is `nil` for SQL without a name.
    case statement(name: String?, duration: Duration, outcome: StatementOutcome)
    /// A transaction ended; one that runs several times is told each time.
    case transaction(duration: Duration, outcome: TransactionOutcome)
    /// A transaction's body is about to run again, because others were in its way.
    case retrying(attempt: Int, cause: PostgresError)
    /// A caller waited for a connection.
    case waitedForConnection(Duration)
    /// Connecting failed so often that callers are refused without trying; the latest failure, if it is this module's.
    case circuitOpened(PostgresError?)
    /// A connection was made again.
    case circuitClosed
}

/// How a transaction ended.
public enum TransactionOutcome: Sendable {
    /// It stands.
    case committed
    /// It was undone; the error is `nil` where the body threw one of its own.
    case rolledBack(PostgresError?)
    /// The answer to its `COMMIT` was lost.
    case inDoubt
}

/// How a statement ended.
public enum StatementOutcome: Sendable {
    /// It gave or touched so many rows.
    case rows(Int)
    /// It failed.
    case failed(PostgresError)
}

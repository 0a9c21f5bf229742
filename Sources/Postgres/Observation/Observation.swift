/// Something that happened in the client, for logs, metrics and traces.
///
/// The module itself writes nowhere; an adapter turns these into whatever a program keeps. None of them holds a parameter
/// or a row.
public enum Observation: Sendable {
    /// A connection was made and prepared.
    case connected(backendProcess: Int32, duration: Duration)
    /// A connection could not be made.
    case connectFailed(PostgresError, duration: Duration)
    /// A connection was closed or given up.
    case disconnected(backendProcess: Int32, lost: Bool)
    /// A statement ended; the name is `nil` for SQL without a name.
    case statement(name: String?, duration: Duration, outcome: StatementOutcome)
    /// A transaction's body is about to run again, because others were in its way.
    case retrying(attempt: Int, cause: PostgresError)
    /// A caller waited for a connection.
    case waitedForConnection(Duration)
}

/// How a statement ended.
public enum StatementOutcome: Sendable {
    /// It gave or touched so many rows.
    case rows(Int)
    /// It failed.
    case failed(PostgresError)
}

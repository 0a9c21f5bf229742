public import Metrics
public import Postgres

/// Counts and times what the client does.
///
/// | metric, behind the prefix | kind | of what |
/// | --- | --- | --- |
/// | `connections_total` | counter | connections made |
/// | `connect_failures_total` | counter | connections that could not be made |
/// | `connections_lost_total` | counter | connections that broke or were given up |
/// | `circuit_open` | gauge | 1 while callers are refused because connecting fails |
/// | `retries_total` | counter | transactions run again because of others |
/// | `transactions_total` | counter | transactions, by `outcome`: `committed`, `rolled_back`, `in_doubt` |
/// | `statement_failures_total` | counter | statements the server or the line failed |
/// | `statement_seconds` | timer | statements |
/// | `transaction_seconds` | timer | transactions, from the connection in hand to the end |
/// | `connection_wait_seconds` | timer | waits for a connection |
public struct ClientMetrics: Observer {
    private let connections: Counter
    private let connectFailures: Counter
    private let connectionsLost: Counter
    private let circuitOpen: Gauge
    private let retries: Counter
    private let committed: Counter
    private let rolledBack: Counter
    private let inDoubt: Counter
    private let statementFailures: Counter
    private let statements: Timer
    private let transactions: Timer
    private let waits: Timer

    /// Makes the metrics, all of them at once, so that one that is still 0 is there.
    ///
    /// - Parameters:
    ///   - prefix: What stands before every name, with the character that parts them.
    ///   - factory: Where they are kept.
    public init(prefix: String = "postgres_", factory: any MetricsFactory = MetricsSystem.factory) {
        func counter(_ name: String, _ dimensions: [(String, String)] = []) -> Counter {
            Counter(label: prefix + name, dimensions: dimensions, factory: factory)
        }
        func outcome(_ word: String) -> Counter { counter("transactions_total", [("outcome", word)]) }
        func timer(_ name: String) -> Timer { Timer(label: prefix + name, dimensions: [], factory: factory) }
        connections = counter("connections_total")
        connectFailures = counter("connect_failures_total")
        connectionsLost = counter("connections_lost_total")
        circuitOpen = Gauge(label: prefix + "circuit_open", dimensions: [], factory: factory)
        retries = counter("retries_total")
        committed = outcome(TransactionOutcome.committed.word)
        rolledBack = outcome(TransactionOutcome.rolledBack(nil).word)
        inDoubt = outcome(TransactionOutcome.inDoubt.word)
        statementFailures = counter("statement_failures_total")
        statements = timer("statement_seconds")
        transactions = timer("transaction_seconds")
        waits = timer("connection_wait_seconds")
        circuitOpen.record(0)
    }

    /// Counts the event.
    public func observe(_ observation: Observation) {
        switch observation {
        case .connected: connections.increment()
        case .connectFailed: connectFailures.increment()
        case .disconnected(_, let lost): if lost { connectionsLost.increment() }
        case .statement(_, let duration, let outcome):
            record(duration, statements)
            if case .failed = outcome { statementFailures.increment() }
        case .transaction(let duration, let outcome):
            record(duration, transactions)
            switch outcome {
            case .committed: committed.increment()
            case .rolledBack: rolledBack.increment()
            case .inDoubt: inDoubt.increment()
            }
        case .retrying: retries.increment()
        case .waitedForConnection(let duration): record(duration, waits)
        case .circuitOpened: circuitOpen.record(1)
        case .circuitClosed: circuitOpen.record(0)
        }
    }

    private func record(_ duration: Duration, _ timer: Timer) {
        timer.recordNanoseconds(Int64(clamping: Int(duration / .nanoseconds(1))))
    }
}

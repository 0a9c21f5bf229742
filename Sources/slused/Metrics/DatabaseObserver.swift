import Metrics
import Postgres

/// Counts what the database client tells.
enum DatabaseObserver {
    static let observe: @Sendable (Observation) -> Void = { observation in
        switch observation {
        case .connected: count("sluse_database_connections_total")
        case .connectFailed: count("sluse_database_connect_failures_total")
        case .disconnected(_, let lost): if lost { count("sluse_database_connections_lost_total") }
        case .retrying: count("sluse_database_retries_total")
        case .statement(_, let duration, _):
            Timer(label: "sluse_database_statement_seconds").recordNanoseconds(Int64(duration / .nanoseconds(1)))
        case .waitedForConnection: break
        }
    }

    private static func count(_ label: String) {
        Counter(label: label).increment()
    }
}

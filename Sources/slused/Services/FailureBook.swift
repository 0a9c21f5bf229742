import Logging
import Metrics
import Postgres
import Tenancy

/// Remembers what fails, and for how long it is left alone.
struct FailureBook {
    let service: String
    let logger: Logger
    private var patience: [TenantID?: Patience] = [:]

    init(service: String, logger: Logger) {
        self.service = service
        self.logger = logger
    }

    /// Whether a municipality is still left alone.
    func isWaiting(for tenant: TenantID) -> Bool {
        patience[tenant]?.isWaiting(at: .now) ?? false
    }

    /// Forgets the failures of a municipality, or with `nil` those of the database as a whole.
    mutating func succeeded(at town: Municipality?) {
        patience[town?.id] = nil
    }

    /// Notes a failure and logs it: SQLSTATE and statement, never what the server said about rows.
    ///
    /// - Returns: How long to wait.
    mutating func failed(at town: Municipality?, _ error: any Error) -> Duration {
        var generator = SystemRandomNumberGenerator()
        let wait = patience[town?.id, default: Patience()].fail(at: .now, using: &generator)
        var metadata: Logger.Metadata = ["retryIn": "\(wait)"]
        if let town { metadata["municipality"] = "\(town.slug)" }
        switch error {
        case let error as PostgresError:
            metadata["cause"] = "\(error.code)"
            metadata["sqlstate"] = error.sqlState.map { "\($0.rawValue)" }
            metadata["statement"] = error.statement.map { "\($0)" }
            metadata["constraint"] = error.constraint.map { "\($0)" }
        case let refusal as Refusal: metadata["cause"] = "\(refusal.message)"
        default: metadata["cause"] = "\(type(of: error))"
        }
        Counter(label: "sluse_failures_total", dimensions: [("service", service)]).increment()
        logger.error("the work failed and is tried again", metadata: metadata)
        return wait
    }
}

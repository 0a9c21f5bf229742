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
        var metadata = Logger.Metadata(failure: error, at: town)
        metadata["retryIn"] = "\(wait)"
        Counter(label: "sluse_failures_total", dimensions: [("service", service)]).increment()
        logger.error("the work failed and is tried again", metadata: metadata)
        return wait
    }
}

extension Logger.Metadata {
    /// What a log may say about a failure: where, SQLSTATE and statement; nothing that the server said about rows.
    init(failure error: any Error, at town: Municipality?) {
        self.init()
        if let town { self["municipality"] = "\(town.slug)" }
        switch error {
        case let error as PostgresError:
            self["cause"] = "\(error.code)"
            self["sqlstate"] = error.sqlState.map { "\($0.rawValue)" }
            self["statement"] = error.statement.map { "\($0)" }
            self["constraint"] = error.constraint.map { "\($0)" }
        case let refusal as Refusal: self["cause"] = "\(refusal.message)"
        default: self["cause"] = "\(type(of: error))"
        }
    }
}

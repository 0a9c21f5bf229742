public import Logging
public import Postgres

/// Writes to a log what a person who runs the program has to know.
///
/// | event | level |
/// | --- | --- |
/// | a statement slower than ``slowAfter`` | warning |
/// | a connection that can't be made, one that was lost | warning |
/// | the circuit breaker opens, a `COMMIT` is in doubt | error |
/// | the circuit breaker closes | notice |
/// | a transaction is run again | info |
/// | a statement that failed, a connection made or closed | debug |
/// | every other statement and transaction | trace |
///
/// A statement shows by its name and never by its text or its parameters; an error by its code and the names of what was
/// concerned, never by the server's words, which may quote a row.
public struct ClientLog: Observer {
    private let logger: Logger
    /// From which duration on a statement is slow.
    public let slowAfter: Duration

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - logger: Where to.
    ///   - slowAfter: From which duration on a statement is slow.
    public init(_ logger: Logger, slowAfter: Duration = .seconds(1)) {
        self.logger = logger
        self.slowAfter = slowAfter
    }

    /// Writes the event's line, if the logger's level asks for it.
    public func observe(_ observation: Observation) {
        switch observation {
        case .connected(let process, let duration):
            logger.debug("connected", metadata: ["backend": "\(process)", "seconds": seconds(duration)])
        case .connectFailed(let error, let duration):
            logger.warning("could not connect", metadata: metadata(error, ["seconds": seconds(duration)]))
        case .disconnected(let process, let lost):
            logger.log(
                level: lost ? .warning : .debug, lost ? "connection lost" : "connection closed",
                metadata: ["backend": "\(process)"])
        case .statement(let name, let duration, let outcome): observe(name, duration, outcome)
        case .transaction(let duration, .inDoubt):
            logger.error("a commit is in doubt", metadata: ["seconds": seconds(duration)])
        case .transaction(let duration, let outcome):
            logger.trace("transaction", metadata: ["seconds": seconds(duration), "outcome": "\(outcome.word)"])
        case .retrying(let attempt, let cause):
            logger.info("the transaction runs again", metadata: metadata(cause, ["attempt": "\(attempt)"]))
        case .waitedForConnection(let duration):
            logger.trace("waited for a connection", metadata: ["seconds": seconds(duration)])
        case .circuitOpened(let cause):
            logger.error(
                "connecting fails again and again and is tried seldom", metadata: cause.map { metadata($0) } ?? [:])
        case .circuitClosed: logger.notice("connecting works again")
        }
    }

    private func observe(_ name: String?, _ duration: Duration, _ outcome: StatementOutcome) {
        let isSlow = duration >= slowAfter
        var metadata: Logger.Metadata = ["statement": "\(name ?? "unnamed")", "seconds": seconds(duration)]
        switch outcome {
        case .rows(let count):
            metadata["rows"] = "\(count)"
            logger.log(level: isSlow ? .warning : .trace, isSlow ? "slow statement" : "statement", metadata: metadata)
        case .failed(let error):
            logger.log(
                level: isSlow ? .warning : .debug, isSlow ? "slow statement failed" : "statement failed",
                metadata: self.metadata(error, metadata))
        }
    }

    private func seconds(_ duration: Duration) -> Logger.MetadataValue { "\(duration / .seconds(1))" }

    /// The error's line, which holds no data, and its code apart, for those who count.
    private func metadata(_ error: PostgresError, _ others: Logger.Metadata = [:]) -> Logger.Metadata {
        var metadata = others
        metadata["error"] = "\(error)"
        if let state = error.sqlState { metadata["sqlstate"] = "\(state)" }
        return metadata
    }
}

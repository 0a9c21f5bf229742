/// A database: a pool of connections that runs transactions.
///
/// ```swift
/// let database = Database(Database.Configuration(applicationName: "sluse"))
/// let names = try await database.transaction(.readOnly) { tx in try tx.fetch(PoolStatements.names()) }
/// await database.close()
/// ```
///
/// Connections are made when they are first needed. A command-line program just uses it; a daemon gives ``run()`` to
/// whatever runs its services.
public final class Database: Sendable {
    /// What the database was made with.
    public let configuration: Configuration
    private let pool: Pool

    /// Makes a database; nothing is connected yet.
    public init(_ configuration: Configuration) {
        self.configuration = configuration
        pool = Pool(configuration)
    }

    /// Returns when the database is closed; closes it when the task is cancelled.
    public func run() async {
        let closed = pool
        await withTaskCancellationHandler {
            await closed.waitUntilDrained()
        } onCancel: {
            Task { await closed.close() }
        }
    }

    /// Refuses new transactions, lets running ones end, and returns when every connection is closed.
    public func close() async {
        await pool.close()
    }

    /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
    ///
    /// The body is synchronous and runs on the connection's thread. It may run several times, because a transaction
    /// that the server undid for the sake of others (40001, 40P01) is run again from the start; so it must change nothing
    /// but the database. A transaction whose `COMMIT` got no answer is never run again: it throws `.inDoubt`.
    ///
    /// When the task is cancelled or the deadline passes, the statement in hand is cancelled on the server.
    ///
    /// ```swift
    /// let id = try await database.transaction(settings: [LocalSetting("sluse.tenant", "183")]) { tx in
    ///     try tx.one(PoolStatements.insert(name))
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - mode: What the transaction may do.
    ///   - isolation: How far it is kept apart from others.
    ///   - settings: Server settings for this transaction, sent with `BEGIN`.
    ///   - deadline: The longest the whole call may take, waiting and repeating included; `nil` for no bound.
    ///   - body: The work.
    /// - Returns: What `body` returned.
    /// - Throws: What `body` throws, and a ``PostgresError`` for everything that goes wrong around it.
    @discardableResult
    public func transaction<Result: Sendable>(
        _ mode: TransactionMode = .readWrite, isolation: IsolationLevel = .readCommitted,
        settings: [LocalSetting] = [], deadline: Duration? = nil,
        _ body: @Sendable (inout Transaction) throws -> Result
    ) async throws -> Result {
        let request = BeginRequest(
            mode: mode, isolation: isolation, settings: configuration.transactionSettings + settings)
        let end = deadline.map { ContinuousClock.now + $0 }
        var retry = RetryBudget(attempts: configuration.attemptLimit, replacements: configuration.poolSize + 1)
        while true {
            let attempt = try await attempt(request, until: end, body)
            switch attempt.outcome {
            case .success(let result): return result
            case .failure(let error):
                guard let pause = retry.pause(after: attempt.failure, beginning: attempt.beginning) else { throw error }
                if let cause = attempt.failure {
                    configuration.observe?(.retrying(attempt: retry.used, cause: cause))
                }
                try await sleep(pause, until: end, orThrow: error)
            }
        }
    }

    private func attempt<Result: Sendable>(
        _ request: BeginRequest, until end: ContinuousClock.Instant?,
        _ body: @Sendable (inout Transaction) throws -> Result
    ) async throws -> Attempt<Result> {
        let latest = ContinuousClock.now + configuration.acquireTimeout
        let place = Place(pool, Interruption(), until: end.map { min($0, latest) } ?? latest)
        let turn = Turn(place)
        return try await withTaskCancellationHandler {
            try await turn.perform(request, deadline: end, body)
        } onCancel: {
            place.interruption.request()
            place.pool.withdraw(place)
        }
    }

    /// Waits before the next run; the error that made it necessary is thrown when there is no time left for one.
    private func sleep(_ pause: Duration, until end: ContinuousClock.Instant?, orThrow error: any Error) async throws {
        guard pause > .zero else { return }
        if let end, .now + pause >= end { throw error }
        do {
            try await Task.sleep(for: pause)
        } catch {
            throw PostgresError(.cancelled, "the transaction was about to run again", underlying: error)
        }
    }
}

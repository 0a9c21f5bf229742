/// One connection to the server, on a thread of its own.
///
/// The thread is the actor's executor: what the actor does may block without holding up any other task. A
/// ``Database`` keeps several; for work outside transactions there is ``withConnection(_:deadline:_:)``.
public actor Connection {
    /// The actor's executor. It is not retained by the runtime, so the actor holds it.
    private nonisolated let thread: ConnectionThread
    private let wire: Wire

    /// The connection's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ settings: ConnectionSettings) throws(PostgresError) {
        let wake = try WakeSignal()
        thread = try ConnectionThread()
        // Closing may block, so a connection that is dropped is closed by its thread, as the last thing it does.
        wire = Wire(settings: settings, wake: wake) { [thread] handle in thread.stop(finishing: handle) }
    }

    /// Connects, runs `body` on the connection's thread, and closes the connection.
    ///
    /// ```swift
    /// try await Connection.withConnection(settings) { session in
    ///     try session.execute("CREATE DATABASE \(identifier: name)")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - settings: Where to and how.
    ///   - deadline: The longest `body` may take from the moment the connection is made; `nil` for no bound.
    ///   - body: Synchronous work; it must not be kept waiting for other tasks.
    /// - Throws: What connecting and `body` throw. When the task is cancelled, the statement in hand is cancelled on the
    ///   server and throws `.cancelled`.
    @discardableResult
    public static func withConnection<Result: Sendable>(
        _ settings: ConnectionSettings, deadline: Duration? = nil,
        _ body: @Sendable (inout Session) throws -> Result
    ) async throws -> Result {
        let connection = try Connection(settings)
        let interruption = Interruption()
        return try await withTaskCancellationHandler {
            try await connection.runOnce(interruption, deadline: deadline, body)
        } onCancel: {
            interruption.request()
        }
    }

    /// The same with the connection settings of a database's configuration.
    @discardableResult
    public static func withConnection<Result: Sendable>(
        _ configuration: Database.Configuration, deadline: Duration? = nil,
        _ body: @Sendable (inout Session) throws -> Result
    ) async throws -> Result {
        try await withConnection(configuration.connection, deadline: deadline, body)
    }

    private func runOnce<Result>(
        _ interruption: Interruption, deadline: Duration?, _ body: (inout Session) throws -> Result
    ) throws -> Result {
        try wire.connect(interruption)
        wire.begin(nil, interruption: interruption, deadline: deadline.map { .now + $0 })
        defer {
            wire.end()
            wire.close()
        }
        var session = Session(wire: wire)
        return try body(&session)
    }

    func open(_ interruption: Interruption? = nil) throws { try wire.connect(interruption) }

    func close() { wire.close() }

    /// Runs a job on the connection's thread, where it may assume to be isolated to the connection.
    nonisolated func run(_ job: UnownedJob, on executor: UnownedSerialExecutor) {
        thread.enqueue(job, as: executor)
    }

    /// Runs one transaction, once, and says what became of it and of the connection.
    ///
    /// - Parameters:
    ///   - asksFirst: Whether the connection was idle for so long that the server is asked first whether it is there.
    ///   - checkIn: Called on the connection's thread as soon as the connection can be used by the next caller.
    func perform<Result: Sendable>(
        _ request: BeginRequest, interruption: Interruption, deadline: ContinuousClock.Instant?, asksFirst: Bool,
        checkIn: @Sendable (ConnectionHealth) -> Void, _ body: @Sendable (inout Transaction) throws -> Result
    ) -> Attempt<Result> {
        let start = wire.settings.observe == nil ? nil : ContinuousClock.now
        wire.begin(request, interruption: interruption, deadline: deadline)
        var attempt: Attempt<Result>
        do {
            if asksFirst { try wire.askWhetherAlive() }
            var transaction = Transaction(wire: wire)
            let result = try body(&transaction)
            try wire.commit(isReadOnly: request.isReadOnly)
            attempt = Attempt(outcome: .success(result), failure: nil, beginning: .made)
        } catch {
            let failure = Self.cause(of: error, on: wire)
            let beginning = wire.beginning(request, failure)
            let isMisplaced = wire.isMisplaced(request, failure)
            wire.rollBack()
            attempt = Attempt(
                outcome: .failure(error), failure: failure, beginning: beginning, isMisplaced: isMisplaced)
        }
        wire.end()
        if let start { wire.settings.observe?(.transaction(duration: .now - start, outcome: attempt.observed)) }
        checkIn(health(after: attempt.isMisplaced))
        return attempt
    }

    private func health(after isMisplaced: Bool) -> ConnectionHealth {
        if wire.isSpent { return .lost }
        if isMisplaced { return .misplaced }
        return wire.transactionStatus == .idle ? .idle : .unusable
    }

    /// The server's error that made a transaction fail: what it said first, even where the body threw something else.
    private static func cause(of error: any Error, on wire: Wire) -> PostgresError? {
        let thrown = error as? PostgresError
        // Whatever came before it, a COMMIT in doubt must never look like something to do again.
        if thrown?.code == .inDoubt { return nil }
        return wire.transactionFailure ?? thrown
    }
}

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

    func open() throws { try wire.connect() }

    func close() { wire.close() }

    /// Whether the server still answers; a connection that doesn't is spent.
    func ping() -> Bool {
        do {
            try wire.shielded { () throws(PostgresError) in _ = try wire.command("") }
            return wire.transactionStatus == .idle
        } catch {
            wire.markSpent()
            return false
        }
    }

    /// Runs one transaction, once, and says what became of it and of the connection.
    ///
    /// - Parameter checkIn: Called on the connection's thread as soon as the connection can be used by the next caller.
    func perform<Result: Sendable>(
        _ request: BeginRequest, interruption: Interruption, deadline: ContinuousClock.Instant?,
        checkIn: @Sendable (ConnectionHealth) -> Void, _ body: @Sendable (inout Transaction) throws -> Result
    ) -> Attempt<Result> {
        wire.begin(request, interruption: interruption, deadline: deadline)
        var transaction = Transaction(wire: wire)
        var attempt: Attempt<Result>
        do {
            let result = try body(&transaction)
            try wire.commit(isReadOnly: request.isReadOnly)
            attempt = Attempt(outcome: .success(result), failure: nil, wasLostAtBegin: false)
        } catch {
            wire.rollBack()
            attempt = Attempt(
                outcome: .failure(error), failure: Self.cause(of: error, on: wire), wasLostAtBegin: wire.wasLostAtBegin)
        }
        wire.end()
        checkIn(wire.isSpent ? .lost : wire.transactionStatus == .idle ? .idle : .unusable)
        return attempt
    }

    /// The server's error that made a transaction fail: what it said first, even where the body threw something else.
    private static func cause(of error: any Error, on wire: Wire) -> PostgresError? {
        let thrown = error as? PostgresError
        // Whatever came before it, a COMMIT in doubt must never look like something to do again.
        if thrown?.code == .inDoubt { return nil }
        return wire.transactionFailure ?? thrown
    }
}

/// What became of one run of a transaction's body.
struct Attempt<Result: Sendable>: Sendable {
    let outcome: Swift.Result<Result, any Error>
    /// The server's first error in the transaction, whatever the body made of it.
    let failure: PostgresError?
    /// Whether the connection was found dead by the transaction's first request.
    let wasLostAtBegin: Bool
}

/// What a connection is after a transaction.
enum ConnectionHealth: Sendable {
    /// Idle outside any transaction: good for the next caller.
    case idle
    /// Alive, but in a state nobody should inherit.
    case unusable
    /// Broken.
    case lost
}

/// A connection's conversation with the server, on the connection's thread.
///
/// It sends requests and waits for answers, without ever waiting longer than it may. Nothing here is safe to use from
/// another thread; its owner is an actor whose executor is that thread.
final class Wire {
    let settings: ConnectionSettings
    let wake: WakeSignal
    private let abandon: @Sendable (ConnectionHandle?) -> Void
    private let notices: NoticeReceiver

    /// libpq's connection; `nil` before connecting and after closing.
    private(set) var handle: ConnectionHandle?
    /// Whether the connection broke or was given up. Nothing is sent on it any more.
    private(set) var isSpent = false
    private(set) var backendProcess: Int32 = 0

    /// The cancellation of the work in hand.
    var interruption: Interruption?
    /// When the work in hand must be over.
    var deadline: ContinuousClock.Instant?
    /// While set, the task's cancellation and deadline are set aside, as for `ROLLBACK`; the server has until then.
    var shield: ContinuousClock.Instant?
    /// The attempt to stop the request in hand.
    var stopping: Stopping?

    var statements: StatementCache
    var pointers = PointerArena()
    /// The requests of the pipeline in hand, in the order of their answers.
    var steps: [PipelineStep] = []
    /// Whether `COMMIT` went along with the statements of the transaction in hand, and stands.
    var hasCommitted = false
    /// Which of the steps failed first.
    var failedStep: Int?
    /// What `BEGIN` and the settings will be; sent with the first statement of a transaction.
    var pendingBegin: BeginRequest?
    /// The `BEGIN` that went along with the latest pipeline: while it is the latest request, it can be sent again.
    var firstRequest: BeginRequest?
    /// The first error of the transaction in hand that the server answered with.
    var transactionFailure: PostgresError?
    /// Whether the connection was lost before the transaction in hand had sent more than its first statement.
    var wasLostAtBegin = false

    /// Makes a wire that is not connected.
    ///
    /// - Parameter abandon: Gets the handle that is left when the wire is dropped without ``close()``; it must see to it
    ///   that the handle is finished on a thread that may block.
    init(settings: ConnectionSettings, wake: WakeSignal, abandon: @escaping @Sendable (ConnectionHandle?) -> Void) {
        self.settings = settings
        self.wake = wake
        self.abandon = abandon
        notices = NoticeReceiver(handler: settings.onNotice)
        statements = StatementCache(limit: settings.preparedStatementLimit)
    }

    deinit { abandon(handle) }

    func adopt(_ newHandle: ConnectionHandle) {
        handle = newHandle
        notices.install(on: newHandle)
    }

    /// Finishes a connection that was not made, before another server is tried.
    func drop() {
        handle?.finish()
        handle = nil
    }

    func didConnect() {
        backendProcess = handle?.backendProcess ?? 0
    }

    /// What an error says when nothing could be sent any more.
    static let closedBefore = "it was closed before"

    /// The handle of a connection that can be used.
    func live() throws(PostgresError) -> ConnectionHandle {
        guard let handle, !isSpent else { throw PostgresError(.connectionLost, Self.closedBefore) }
        return handle
    }

    /// Where the server says the transaction stands; `unknown` once the connection is spent.
    var transactionStatus: TransactionStatus {
        guard let handle, !isSpent else { return .unknown }
        return handle.transactionStatus
    }

    /// Gives the connection up: what is not committed is undone by the server.
    func markSpent() {
        guard !isSpent else { return }
        isSpent = true
        settings.observe?(.disconnected(backendProcess: backendProcess, lost: true))
    }

    /// Closes the connection in good order.
    func close() {
        if !isSpent, handle != nil, backendProcess != 0 {
            settings.observe?(.disconnected(backendProcess: backendProcess, lost: false))
        }
        isSpent = true
        handle?.finish()
        handle = nil
    }
}

/// The messages of one `COPY` to the client, taken as they come.
///
/// The `COPY` runs behind a savepoint of its own, which is released in the same request: so a reader that stops early
/// can have the statement cancelled without losing the transaction.
final class CopyOutSource {
    private let wire: Wire
    private let savepoint: String
    /// The names and types of the columns, where the query was described.
    private var description: ResultHandle?
    private var isOver = false

    init(_ wire: Wire, savepoint: String) {
        self.wire = wire
        self.savepoint = savepoint
    }

    /// Starts the `COPY`; BEGIN, the savepoint and the description of the query take one round trip before it.
    func start(_ text: String, describing query: SQL?) throws(PostgresError) {
        try wire.admit()
        var batch = PipelineBatch(describes: true, savepoint: savepoint)
        if let query { batch.statements.append(query) }
        var described: ResultHandle?
        try wire.runPipeline(batch) { _, answer in described = consume answer }
        description = consume described
        wire.firstRequest = nil
        try wire.startCopy("\(text); RELEASE SAVEPOINT \(savepoint)", .copyOut)
    }

    /// Lends the description of the columns; `nil` where there is none.
    func withDescription<Result>(
        _ body: (borrowing ResultHandle) throws(PostgresError) -> Result
    ) throws(PostgresError) -> Result? {
        switch description {
        case .some(let description): try body(description)
        case .none: nil
        }
    }

    /// The next message; `nil` at the end.
    ///
    /// - Throws: The error that the `COPY` ended with.
    func next() throws(PostgresError) -> CopiedData? {
        guard !isOver else { return nil }
        while true {
            switch try wire.live().nextCopyData() {
            case .data(let data): return data
            case .none: try wire.waitForServer()
            case .end:
                isOver = true
                let answer = try wire.collect()
                _ = consume answer
                return nil
            case .broken:
                isOver = true
                throw wire.lost()
            }
        }
    }

    /// Ends a `COPY` whose reader has had enough: it is cancelled on the server, and what is under way is taken in.
    func finish() throws(PostgresError) {
        guard !isOver, !wire.isSpent else { return }
        if wire.stopping == nil { wire.stop(because: .cancelled) }
        do throws(PostgresError) {
            while try next() != nil {}
        } catch {
            guard error.sqlState == .queryCanceled, !wire.isSpent else { throw error }
            try wire.rollBack(toSavepoint: savepoint)
        }
    }

    /// Puts a reader's error together with what became of the connection.
    func finish(after error: any Error) -> any Error {
        do throws(PostgresError) {
            try finish()
            return error
        } catch let ending {
            // The reader's own error says why it stopped; only a connection that is gone says more.
            return wire.isSpent ? ending : error
        }
    }
}

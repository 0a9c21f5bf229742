/// One request of a pipeline, so that its answer can be told when it comes.
enum PipelineStep {
    /// `BEGIN`.
    case begin
    /// The settings of a transaction.
    case settings
    /// `DEALLOCATE ALL`.
    case reset
    /// `DEALLOCATE` of one statement.
    case deallocate(String)
    /// The preparation of a statement under a name.
    case prepare(String)
    /// One of the statements the caller waits for, by its place among them.
    case execute(Int)
    /// `COMMIT`.
    case commit
    /// Anything else of this module's own, whose answer says nothing.
    case other

    var isCommit: Bool {
        if case .commit = self { true } else { false }
    }
}

/// What a pipeline does beside `BEGIN` and the settings.
@usableFromInline
struct PipelineBatch {
    var statements: [SQL] = []
    /// Whether the statements are prepared and kept.
    var isPrepared = true
    /// Whether they are also run.
    var executes = true
    /// Whether they are not run but described: their answers have columns and no rows.
    var describes = false
    /// A savepoint to set before them.
    var savepoint: String?
    /// Whether the transaction ends with them.
    var commits = false
    /// The names of the statements, where they have some.
    var names: [StaticString] = []

    init(
        statements: [SQL] = [], isPrepared: Bool = true, executes: Bool = true, describes: Bool = false,
        savepoint: String? = nil, commits: Bool = false
    ) {
        self.statements = statements
        self.isPrepared = isPrepared
        self.executes = executes
        self.describes = describes
        self.savepoint = savepoint
        self.commits = commits
    }

    /// Makes room for so many statements.
    @usableFromInline
    init(capacity: Int) {
        statements.reserveCapacity(capacity)
        names.reserveCapacity(capacity)
    }

    @usableFromInline
    mutating func append(_ sql: SQL, _ name: StaticString) {
        statements.append(sql)
        names.append(name)
    }

    /// The server's answer to a step, with which of the statements it belongs to.
    func error(_ error: PostgresError, at step: PipelineStep) -> PostgresError {
        guard case .execute(let index) = step else { return error }
        return error.with {
            if names.indices.contains(index) { $0.statement = names[index].description }
            guard statements.count > 1 else { return }
            let place = "number \(index + 1) in a pipeline"
            $0.explanation = $0.explanation.map { place + ": " + $0 } ?? place
        }
    }
}

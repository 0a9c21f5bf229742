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
    /// The preparation of a statement.
    case prepare(SQL, String)
    /// The statement the caller waits for.
    case execute
}

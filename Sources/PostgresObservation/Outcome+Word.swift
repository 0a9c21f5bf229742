import Postgres

extension TransactionOutcome {
    /// One word for logs, metrics and traces.
    var word: String {
        switch self {
        case .committed: "committed"
        case .rolledBack: "rolled_back"
        case .inDoubt: "in_doubt"
        }
    }
}

import Declarations
import Schema
import Tenancy

extension Refusal {
    /// What the schema refuses, with its exit code.
    init(_ error: SchemaError) {
        let kind: Refusal.Kind =
            switch error.kind {
            case .notAllowed: .notAllowed
            case .configuration: .configuration
            case .tryAgain: .tryAgain
            }
        self.init(kind, error.message, advice: error.advice)
    }

    /// What is wrong with a declarative file: each mistake with its place.
    init(_ failure: DeclarationFailure) {
        let lines = failure.description.split(separator: "\n").map(String.init)
        self.init(
            failure.kind == .refused ? .badData : .noInput, lines.first ?? "the file can't be read",
            advice: failure.kind == .noSuchFile ? "Check the name, from the folder you are in." : nil,
            details: Array(lines.dropFirst()))
    }
}

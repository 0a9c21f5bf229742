public import Postgres
public import Tracing

/// Makes a span of every connection, transaction and statement, under the span of the task that asked for it.
///
/// The spans are made when their work is over, with the times it began and ended; statements and their transaction stand side
/// by side. The attributes are those of OpenTelemetry's conventions for databases; no span holds a text or a parameter.
public struct ClientTraces<Backend: Tracer>: Observer {
    private let tracer: Backend

    /// Makes spans with a tracer.
    public init(_ tracer: Backend) {
        self.tracer = tracer
    }

    /// Makes the event's span, where it has one.
    public func observe(_ observation: Observation) {
        switch observation {
        case .connected(_, let duration): record("connect", duration)
        case .connectFailed(let error, let duration): record("connect", duration, error)
        case .statement(let name, let duration, let outcome):
            record(name ?? "statement", duration, outcome.failure) { attributes in
                if let name { attributes["db.operation.name"] = name }
                if case .rows(let count) = outcome { attributes["db.response.returned_rows"] = count }
            }
        case .transaction(let duration, let outcome):
            record("transaction", duration, outcome.failure) { $0["db.transaction.outcome"] = outcome.word }
        default: break
        }
    }

    private func record(
        _ name: String, _ duration: Duration, _ failure: PostgresError? = nil,
        _ describe: (inout SpanAttributes) -> Void = { _ in }
    ) {
        let end = DefaultTracerClock.now
        let length = UInt64(clamping: Int(duration / .nanoseconds(1)))
        let start = DefaultTracerClock.Timestamp(
            nanosecondsSinceEpoch: end.nanosecondsSinceEpoch - min(length, end.nanosecondsSinceEpoch))
        let span = tracer.startSpan(name, ofKind: .client, at: start)
        span.updateAttributes { attributes in
            attributes["db.system.name"] = "postgresql"
            if let state = failure?.sqlState { attributes["db.response.status_code"] = state.rawValue }
            describe(&attributes)
        }
        if let failure {
            // The description holds no data, and the error itself does: a backend may print all of it.
            span.attributes["error.type"] = failure.code.description
            span.setStatus(SpanStatus(code: .error, message: failure.description))
        }
        span.end(at: end)
    }
}

extension StatementOutcome {
    fileprivate var failure: PostgresError? {
        if case .failed(let error) = self { error } else { nil }
    }
}

extension TransactionOutcome {
    fileprivate var failure: PostgresError? {
        if case .rolledBack(let error) = self { error } else { nil }
    }
}

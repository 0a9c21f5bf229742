import InMemoryTracing
import Logging
import Metrics
import MetricsTestKit
import Postgres
import PostgresObservation
import Testing
import Tracing

@Suite struct ObservationTests {
    /// An error in which everything a server may quote is a citizen's.
    private let telling = PostgresError(.server, "the server refused")

    private func log(_ observations: [Observation], slowAfter: Duration = .seconds(1)) -> [String] {
        let lines = Lines()
        var logger = Logger(label: "test") { _ in Handler(lines: lines) }
        logger.logLevel = .trace
        let log = ClientLog(logger, slowAfter: slowAfter)
        for observation in observations { log.observe(observation) }
        return lines.all
    }

    @Test("A slow statement is a warning with its name, duration and rows; a quick one is for tracing")
    func slow() {
        let lines = log([
            .statement(name: "coverage_ending", duration: .milliseconds(1500), outcome: .rows(3)),
            .statement(name: nil, duration: .milliseconds(20), outcome: .rows(0)),
        ])
        #expect(
            lines == [
                "warning slow statement rows=3 seconds=1.5 statement=coverage_ending",
                "trace statement rows=0 seconds=0.02 statement=unnamed",
            ])
    }

    @Test("What a person has to act on is an error or a warning, the rest is below")
    func levels() {
        let lines = log([
            .connected(backendProcess: 7, duration: .milliseconds(5)),
            .disconnected(backendProcess: 7, lost: false), .disconnected(backendProcess: 7, lost: true),
            .connectFailed(telling, duration: .seconds(1)), .circuitOpened(telling), .circuitClosed,
            .retrying(attempt: 1, cause: telling), .transaction(duration: .seconds(1), outcome: .inDoubt),
            .transaction(duration: .seconds(1), outcome: .committed),
            .statement(name: "s", duration: .zero, outcome: .failed(telling)), .waitedForConnection(.zero),
        ])
        let levels = lines.map { $0.split(separator: " ").first.map(String.init) ?? "" }
        #expect(
            levels == [
                "debug", "debug", "warning", "warning", "error", "notice", "info", "error", "trace", "debug", "trace",
            ])
    }

    @Test("Metrics count every event under their prefix, with the outcome of transactions apart")
    func metrics() throws {
        let factory = TestMetrics()
        let metrics = ClientMetrics(prefix: "app_database_", factory: factory)
        let untouched = try factory.expectCounter("app_database_transactions_total", [("outcome", "in_doubt")])
        #expect(untouched.totalValue == 0)
        metrics.observe(.connected(backendProcess: 1, duration: .zero))
        metrics.observe(.transaction(duration: .milliseconds(3), outcome: .committed))
        metrics.observe(.transaction(duration: .milliseconds(4), outcome: .rolledBack(nil)))
        metrics.observe(.statement(name: "s", duration: .milliseconds(2), outcome: .failed(telling)))
        metrics.observe(.circuitOpened(nil))
        #expect(try factory.expectCounter("app_database_connections_total").totalValue == 1)
        #expect(
            try factory.expectCounter("app_database_transactions_total", [("outcome", "committed")]).totalValue == 1)
        #expect(try factory.expectCounter("app_database_statement_failures_total").totalValue == 1)
        #expect(try factory.expectTimer("app_database_statement_seconds").values == [2_000_000])
        #expect(try factory.expectTimer("app_database_transaction_seconds").values == [3_000_000, 4_000_000])
        #expect(try factory.expectGauge("app_database_circuit_open").values == [0, 1])
    }

    @Test("A span has the statement's name, its time and the server's code, under the span of the task")
    func traces() {
        let tracer = InMemoryTracer()
        let traces = ClientTraces(tracer)
        tracer.withSpan("request") { _ in
            traces.observe(.statement(name: "citizen_by_id", duration: .milliseconds(7), outcome: .rows(1)))
            traces.observe(.transaction(duration: .milliseconds(9), outcome: .rolledBack(telling)))
            traces.observe(.waitedForConnection(.seconds(1)))
        }
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["citizen_by_id", "transaction", "request"])
        #expect(Set(spans.map { $0.spanContext.traceID }).count == 1)
        let first = spans.first
        #expect(first?.attributes["db.system.name"]?.toSpanAttribute() == .string("postgresql"))
        #expect(first.map { $0.endInstant.nanosecondsSinceEpoch - $0.startInstant.nanosecondsSinceEpoch } == 7_000_000)
        #expect(spans.dropFirst().first?.status?.code == .error)
    }

    @Test("Several observers are told, besides the one that was there before")
    func several() {
        let lines = Lines()
        var configuration = Database.Configuration()
        configuration.observe = { _ in lines.append("before") }
        configuration.observe(with: Echo(lines: lines, word: "one"), Echo(lines: lines, word: "two"))
        configuration.observe?(.circuitClosed)
        #expect(lines.all == ["before", "one", "two"])
    }
}

private struct Echo: Observer {
    let lines: Lines
    let word: String

    func observe(_ observation: Observation) { lines.append(word) }
}

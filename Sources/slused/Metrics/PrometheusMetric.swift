import Metrics
import Synchronization

/// The kinds of metrics, in Prometheus' words.
enum PrometheusKind: String, Sendable {
    case counter
    case gauge
    case histogram
}

/// The state of one metric.
final class PrometheusMetric: CounterHandler, RecorderHandler, TimerHandler {
    private struct State {
        var total: Int64 = 0
        var value: Double = 0
        var sum: Double = 0
        var buckets: [Int64] = Array(repeating: 0, count: PrometheusMetric.bounds.count)
    }

    /// The upper bounds of a histogram's buckets, in seconds.
    static let bounds: [Double] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60]

    let kind: PrometheusKind
    private let state = Mutex(State())

    init(_ kind: PrometheusKind) {
        self.kind = kind
    }

    func increment(by amount: Int64) {
        state.withLock { state in
            let (sum, isOver) = state.total.addingReportingOverflow(max(0, amount))
            state.total = isOver ? .max : sum
        }
    }

    func reset() {
        state.withLock { $0.total = 0 }
    }

    func record(_ value: Int64) {
        record(Double(value))
    }

    func record(_ value: Double) {
        guard kind == .histogram else { return state.withLock { $0.value = value } }
        state.withLock { state in
            state.total += 1
            state.sum += value
            for (index, bound) in PrometheusMetric.bounds.enumerated() where value <= bound {
                state.buckets[index] += 1
            }
        }
    }

    func recordNanoseconds(_ duration: Int64) {
        record(Double(duration) / 1e9)
    }

    /// The lines of this metric.
    func samples(_ label: PrometheusLabel) -> [String] {
        let state = state.withLock { $0 }
        switch kind {
        case .counter: return ["\(label.text()) \(state.total)"]
        case .gauge: return ["\(label.text()) \(state.value)"]
        case .histogram:
            let buckets = zip(PrometheusMetric.bounds, state.buckets).map { bound, count in
                "\(label.text(suffix: "_bucket", extra: "le=\"\(bound)\"")) \(count)"
            }
            return buckets + [
                "\(label.text(suffix: "_bucket", extra: "le=\"+Inf\"")) \(state.total)",
                "\(label.text(suffix: "_sum")) \(state.sum)", "\(label.text(suffix: "_count")) \(state.total)",
            ]
        }
    }
}

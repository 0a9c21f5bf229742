import Metrics
import Synchronization

/// Keeps the program's metrics in memory and prints them in Prometheus' text format.
///
/// Counters count, gauges hold the last value, timers and aggregating recorders fill a histogram in seconds. The same
/// label and dimensions are the same metric, wherever they are asked for.
final class PrometheusRegistry: MetricsFactory {
    private let metrics = Mutex<[PrometheusLabel: PrometheusMetric]>([:])

    private func metric(_ label: String, _ dimensions: [(String, String)], _ kind: PrometheusKind) -> PrometheusMetric {
        let key = PrometheusLabel(label, dimensions)
        return metrics.withLock { metrics in
            if let metric = metrics[key] { return metric }
            let metric = PrometheusMetric(kind)
            metrics[key] = metric
            return metric
        }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        metric(label, dimensions, .counter)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        metric(label, dimensions, aggregate ? .histogram : .gauge)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        metric(label, dimensions, .histogram)
    }

    // A metric stays until the program ends: a counter that vanished would begin again at nothing.
    func destroyCounter(_: any CounterHandler) {}
    func destroyRecorder(_: any RecorderHandler) {}
    func destroyTimer(_: any TimerHandler) {}

    /// All metrics in Prometheus' text format (version 0.0.4), in the order of their names.
    func text() -> String {
        let all = metrics.withLock { $0 }.sorted { $0.key < $1.key }
        var lines: [String] = []
        var family = ""
        for (label, metric) in all {
            if label.name != family {
                family = label.name
                lines.append("# TYPE \(family) \(metric.kind.rawValue)")
            }
            lines += metric.samples(label)
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

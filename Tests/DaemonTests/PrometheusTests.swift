import Metrics
import Testing

@testable import slused

@Suite struct PrometheusTests {
    @Test("Metrics of a name stand together under their type, in Prometheus' text format")
    func text() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "b_total", dimensions: [("kind", "x")]).increment(by: 2)
        registry.makeCounter(label: "b_total", dimensions: [("kind", "x")]).increment(by: 1)
        registry.makeCounter(label: "b_total", dimensions: [("kind", "a")]).increment(by: 5)
        registry.makeRecorder(label: "age_seconds", dimensions: [], aggregate: false).record(1.5)
        #expect(
            registry.text() == """
                # TYPE age_seconds gauge
                age_seconds 1.5
                # TYPE b_total counter
                b_total{kind="a"} 5
                b_total{kind="x"} 3

                """)
    }

    @Test("A timer fills the buckets from its duration upward, in seconds")
    func histogram() {
        let registry = PrometheusRegistry()
        let timer = registry.makeTimer(label: "t_seconds", dimensions: [])
        timer.recordNanoseconds(3_000_000)
        timer.recordNanoseconds(2_000_000_000)
        let lines = registry.text().split(separator: "\n")
        #expect(
            lines.contains("t_seconds_bucket{le=\"0.001\"} 0") && lines.contains("t_seconds_bucket{le=\"0.005\"} 1"))
        #expect(lines.contains("t_seconds_bucket{le=\"5.0\"} 2") && lines.contains("t_seconds_bucket{le=\"+Inf\"} 2"))
        #expect(lines.contains("t_seconds_count 2") && lines.contains("t_seconds_sum 2.003"))
    }

    @Test("Names are made of letters Prometheus takes, and values are escaped")
    func escaping() {
        let label = PrometheusLabel("9lives.of-cats", [("a b", "say \"hi\"\\\n")])
        #expect(label.text() == "_9lives_of_cats{a_b=\"say \\\"hi\\\"\\\\\\n\"}")
        #expect(PrometheusLabel("", []).text() == "_")
    }

    @Test("A counter never falls and never overflows")
    func saturation() {
        let registry = PrometheusRegistry()
        let counter = registry.makeCounter(label: "c_total", dimensions: [])
        counter.increment(by: .max)
        counter.increment(by: 5)
        counter.increment(by: -7)
        #expect(registry.text().contains("c_total \(Int64.max)\n"))
    }
}

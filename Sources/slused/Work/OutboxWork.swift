import Logging
import Metrics
import Notices
import Tenancy

/// One step of sending: a batch of a municipality's outbox, counted and logged.
struct OutboxWork: Sendable {
    let sender: OutboxSender
    let logger: Logger

    func step(_ town: Municipality, _ stop: StopSign) async throws -> SendReport {
        let report = try await sender.sendBatch(in: town) { stop.isRaised }
        guard !report.isEmpty else { return report }
        var metadata: Logger.Metadata = ["municipality": "\(town.slug)"]
        for (outcome, count) in report.counts where count > 0 {
            Counter(label: "sluse_notices_total", dimensions: [("outcome", outcome)]).increment(by: count)
            metadata[outcome] = "\(count)"
        }
        let isTrouble = report.dead + report.held > 0
        logger.log(level: isTrouble ? .warning : .info, "notices", metadata: metadata)
        return report
    }
}

extension SendReport {
    /// The counts by name, for logs and metrics.
    var counts: [(outcome: String, count: Int)] {
        [
            ("sent", sent), ("retried", retried), ("dead", dead), ("released", released), ("held", held),
            ("overtaken", overtaken),
        ]
    }
}

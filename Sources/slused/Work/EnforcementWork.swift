import FlexJobs
import Logging
import Metrics
import Postgres
import Tenancy

/// One step of enforcement: a pass over a municipality, counted and logged.
struct EnforcementWork: Sendable {
    let enforcement: Enforcement
    let logger: Logger
    /// Called when there are new notices to send.
    let onNotices: @Sendable () -> Void

    func step(_ town: Municipality) async throws -> PassReport {
        let start = ContinuousClock.now
        let report = try await enforcement.pass(in: town.id)
        Timer(label: "sluse_pass_seconds").recordNanoseconds(Int64((.now - start) / .nanoseconds(1)))
        guard !report.isEmpty else { return report }
        for (kind, count) in report.counts where count > 0 {
            Counter(label: "sluse_transitions_total", dimensions: [("kind", kind)]).increment(by: count)
        }
        var metadata: Logger.Metadata = ["municipality": "\(town.slug)"]
        for (kind, count) in report.counts where count > 0 { metadata[kind] = "\(count)" }
        logger.log(level: report.quarantined > 0 ? .warning : .info, "enforced", metadata: metadata)
        if report.notices > 0 { onNotices() }
        return report
    }
}

extension PassReport {
    /// The counts by name, for logs and metrics.
    var counts: [(kind: String, count: Int)] {
        [
            ("expired", expired), ("ended", ended), ("closedSeats", closedSeats), ("openedSeats", openedSeats),
            ("lapsedOffers", lapsedOffers), ("madeOffers", madeOffers), ("notices", notices),
            ("quarantined", quarantined),
        ]
    }
}

import Foundation
import Hummingbird
import Logging
import Metrics
import Postgres
import ServiceLifecycle
import Tenancy

/// What others may ask the daemon over HTTP: is it there, is it in time, what has it done.
///
/// - `/healthz`: 200 while the process answers.
/// - `/readyz`: 200 while the oldest overdue row is younger than the limit, else 503; `{"ageSeconds":12,…}`.
/// - `/metrics`: Prometheus' text format.
struct HealthService: Service {
    let database: Database
    let settings: DaemonSettings
    let registry: PrometheusRegistry
    let logger: Logger

    func run() async throws {
        let application = Application(
            router: router(),
            configuration: .init(
                address: .hostname(settings.address, port: settings.port), serverName: "slused", backlog: 16),
            logger: logger)
        do {
            try await application.run()
        } catch is CancellationError {
            return
        } catch {
            throw Refusal(
                .unavailable, "\(settings.address):\(settings.port) can't be served on: \(error)",
                advice: "Give this daemon another port (SLUSED_HTTP_PORT), or 0 for none.")
        }
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("healthz") { _, _ in "ok\n" }
        router.get("readyz") { _, _ in await readiness() }
        router.get("metrics") { _, _ in
            _ = await overdueAge()
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: .init(string: registry.text())))
        }
        return router
    }

    /// Seconds since the oldest overdue row became due, kept as a metric too; `nil` while the database is away.
    private func overdueAge() async -> Double? {
        let age = try? await database.transaction(.readOnly, deadline: .seconds(5)) { tx in
            try OverdueRepository.age(&tx)
        }
        if let age { Gauge(label: "sluse_overdue_age_seconds").record(age) }
        return age
    }

    private func readiness() async -> Response {
        let limit = Int(settings.overdueLimit / .seconds(1))
        let age = await overdueAge().map { Int($0) }
        let status = age.map { $0 > limit ? "late" : "ready" } ?? "unreachable"
        let answer = Readiness(status: status, ageSeconds: age, limitSeconds: limit)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = (try? encoder.encode(answer)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return Response(
            status: status == "ready" ? .ok : .serviceUnavailable,
            headers: [.contentType: "application/json"], body: .init(byteBuffer: .init(string: json + "\n")))
    }
}

/// The answer of `/readyz`.
private struct Readiness: Encodable {
    let status: String
    let ageSeconds: Int?
    let limitSeconds: Int
}

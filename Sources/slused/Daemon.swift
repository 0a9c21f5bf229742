import FlexJobs
import Foundation
import Logging
import Metrics
import Municipal
import Notices
import Postgres
import PostgresObservation
import ServiceLifecycle
import Tenancy
import UnixSignals

/// The services, put together.
struct Daemon: Sendable {
    enum Mode: Sendable {
        case untilStopped
        case once(SummaryFormat)
    }

    let settings: DaemonSettings
    let today: Day?

    /// Runs until it is told to stop, or until nothing is due.
    ///
    /// - Throws: `Refusal`, `PostgresError` or `ChannelSettingsError` for why it can't.
    func run(_ mode: Mode) async throws {
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        var logger = Logger(label: "slused") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = settings.logLevel
        let renderer = try NoticeRenderer()
        let channel = try settings.makeChannel()
        let database = Database(databaseConfiguration(logger))
        let outbox = channel.map { channel in
            OutboxWork(
                sender: OutboxSender(database: database, channel: channel, renderer: renderer), logger: logger)
        }
        do {
            switch mode {
            case .once(let format): try await runOnce(database, outbox, logger, format)
            case .untilStopped: try await runOn(database, outbox, logger, registry)
            }
        } catch {
            await database.close()
            await channel?.close()
            throw error
        }
        await database.close()
        await channel?.close()
    }

    private func databaseConfiguration(_ logger: Logger) -> Database.Configuration {
        var configuration = DatabaseLogin.configuration(
            conninfo: settings.database, as: .daemon, today: today, poolSize: settings.connections,
            applicationName: "slused")
        configuration.observe(with: ClientLog(logger), ClientMetrics(prefix: "sluse_database_"))
        return configuration
    }

    private func runOnce(
        _ database: Database, _ outbox: OutboxWork?, _ logger: Logger, _ format: SummaryFormat
    ) async throws {
        let service = OnceService(
            database: database, enforcement: enforcement(database, logger) {}, outbox: outbox)
        try await group(
            [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)], logger
        ).run()
        FileHandle.standardOutput.write(Data(try OnceLine.summary(service.lines, format).utf8))
        if let failure = service.failure { throw failure }
        if service.lines.contains(where: \.isUnfinished) {
            throw Refusal(
                .tryAgain, "not all that is due is done",
                advice: "The lines above say what is left; mend what they name and run it again.")
        }
    }

    private func runOn(
        _ database: Database, _ outbox: OutboxWork?, _ logger: Logger, _ registry: PrometheusRegistry
    ) async throws {
        try await refuseWhatCannotMend(database)
        let sending = outbox.map { outbox in
            RoundService(
                name: "outbox", database: database, interval: settings.pollInterval, logger: logger
            ) { town, stop in
                let report = try await outbox.step(town, stop)
                return !report.isEmpty && report.held == 0
            }
        }
        let enforcement = enforcement(database, logger) { sending?.bell.ring() }
        let enforcing = RoundService(
            name: "enforcement", database: database, interval: settings.pollInterval, logger: logger
        ) { town, _ in try await !enforcement.step(town).isEmpty }
        // Stopped from the last to the first: the connections end when nobody needs them any more.
        var services: [any Service] = [DatabaseService(database: database)]
        if settings.port != 0 {
            services.append(HealthService(database: database, settings: settings, registry: registry, logger: logger))
        }
        let rounds = [enforcing, sending].compactMap { $0 }
        services.append(HintService(settings: database.configuration.connection, bells: rounds.map(\.bell)))
        services += rounds as [any Service]
        logger.info(
            "started",
            metadata: [
                "channel": "\(settings.channel.rawValue)", "pollSeconds": "\(settings.pollInterval / .seconds(1))",
            ])
        try await group(services.map { .init(service: $0) }, logger).run()
        logger.info("stopped")
    }

    /// A wrong day or login does not mend itself, so the daemon ends at once; a database that is away may come back.
    private func refuseWhatCannotMend(_ database: Database) async throws {
        do {
            _ = try await MunicipalityRepository.served(by: database)
        } catch let refusal as Refusal where refusal.kind == .notAllowed {
            throw refusal
        } catch let error as PostgresError where Refusal(from: error)?.kind == .configuration {
            throw error
        } catch {
            return
        }
    }

    private func enforcement(
        _ database: Database, _ logger: Logger, onNotices: @escaping @Sendable () -> Void
    ) -> EnforcementWork {
        EnforcementWork(enforcement: Enforcement(database: database), logger: logger, onNotices: onNotices)
    }

    private func group(
        _ services: [ServiceGroupConfiguration.ServiceConfiguration], _ logger: Logger
    ) -> ServiceGroup {
        // The library's own account of starting and stopping is for those who debug it.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return ServiceGroup(
            configuration: .init(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    }
}

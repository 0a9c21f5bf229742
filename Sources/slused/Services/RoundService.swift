import Logging
import Metrics
import Postgres
import ServiceLifecycle
import Tenancy

/// Goes round the municipalities, a bounded step each, until none has anything to do; then waits.
///
/// A municipality whose step fails is left alone for a while, longer each time it fails in a row. The others are not
/// delayed by it.
final class RoundService: Service {
    /// Does a bounded part of the work in a municipality.
    ///
    /// - Returns: Whether there may be more to do.
    typealias Step = @Sendable (Municipality, StopSign) async throws -> Bool

    let name: String
    let bell = Bell()
    private let database: Database
    private let interval: Duration
    private let logger: Logger
    private let step: Step
    private let stop = StopSign()

    init(name: String, database: Database, interval: Duration, logger: Logger, step: @escaping Step) {
        self.name = name
        self.database = database
        self.interval = interval
        var logger = logger
        logger[metadataKey: "service"] = "\(name)"
        self.logger = logger
        self.step = step
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            await goRound()
        } onGracefulShutdown: {
            self.stop.raise()
            self.bell.ring()
        }
    }

    private var mustStop: Bool { stop.isRaised || Task.isCancelled }

    private func goRound() async {
        var failures = FailureBook(service: name, logger: logger)
        while !mustStop {
            let wait = await round(&failures)
            guard !mustStop else { return }
            await bell.wait(atMost: wait)
        }
    }

    /// - Returns: How long to wait until the next round.
    private func round(_ failures: inout FailureBook) async -> Duration {
        let towns: [Municipality]
        do {
            towns = try await MunicipalityRepository.served(by: database)
            failures.succeeded(at: nil)
        } catch {
            return mustStop ? interval : failures.failed(at: nil, error)
        }
        if towns.isEmpty {
            logger.warning("no municipality has this login as a member with the role daemon")
        }
        var busy = towns.filter { !failures.isWaiting(for: $0.id) }
        while !busy.isEmpty, !mustStop {
            var next: [Municipality] = []
            for town in busy where !mustStop {
                do {
                    if try await step(town, stop) { next.append(town) }
                    failures.succeeded(at: town)
                } catch  where !mustStop {
                    _ = failures.failed(at: town, error)
                } catch {
                    // The connections may be closing already; what was not committed is done after the next start.
                    return interval
                }
            }
            busy = next
        }
        // A tenth more or less, so that several daemons don't look at the same moment.
        return interval * Double.random(in: 0.9...1.1)
    }
}

extension MunicipalityRepository {
    /// The municipalities that the login of this database works for, in the order of their codes.
    static func served(by database: Database) async throws -> [Municipality] {
        try await database.transaction(.readOnly) { tx in
            let visible = Set(try visible(&tx))
            return try all(&tx).filter { visible.contains($0.id) }.sorted { $0.id < $1.id }
        }
    }
}

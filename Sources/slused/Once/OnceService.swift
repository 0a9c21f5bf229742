import FlexJobs
import Logging
import Notices
import Postgres
import ServiceLifecycle
import Synchronization
import Tenancy

/// Does all that is due in every municipality, sends what is sendable, and ends.
final class OnceService: Service {
    private struct Result {
        var lines: [OnceLine] = []
        var failure: (any Error)?
    }

    /// How long somebody else may keep a pool before it is left to him.
    private static let patience = Duration.seconds(5)

    private let database: Database
    private let enforcement: EnforcementWork
    private let outbox: OutboxWork?
    private let stop = StopSign()
    private let result = Mutex(Result())

    init(database: Database, enforcement: EnforcementWork, outbox: OutboxWork?) {
        self.database = database
        self.enforcement = enforcement
        self.outbox = outbox
    }

    /// What was done, a line for each municipality.
    var lines: [OnceLine] { result.withLock { $0.lines } }

    /// The first failure; the other municipalities were worked on all the same.
    var failure: (any Error)? { result.withLock { $0.failure } }

    func run() async throws {
        try await withGracefulShutdownHandler {
            for town in try await MunicipalityRepository.served(by: database) where !stop.isRaised {
                let line = await work(on: town)
                result.withLock { $0.lines.append(line) }
            }
        } onGracefulShutdown: {
            self.stop.raise()
        }
    }

    private func work(on town: Municipality) async -> OnceLine {
        var passes = PassReport()
        var sent = SendReport()
        // What can't be enforced keeps no notice back that is already recorded.
        let isEnforced = await attempt(at: town) {
            var isDone = false
            let patience = ContinuousClock.now + Self.patience
            while !isDone, !stop.isRaised {
                let report = try await enforcement.step(town)
                passes += report
                guard report.isEmpty else { continue }
                // Somebody else has a pool in hand: usually not for long, and he may leave it undone.
                isDone = report.busyPools == 0 || .now > patience
                if !isDone { try await Task.sleep(for: .milliseconds(100)) }
            }
        }
        var rest: WaitingNotices?
        let isSent = await attempt(at: town) {
            guard let outbox else { return }
            var isDone = false
            while !isDone, !stop.isRaised {
                let report = try await outbox.step(town, stop)
                sent = sent + report
                isDone = report.isEmpty || report.held > 0
            }
            rest = try await outbox.sender.waiting(in: town)
        }
        return OnceLine(town, passes, sent, rest, failed: !isEnforced || !isSent)
    }

    private func attempt(at town: Municipality, _ work: () async throws -> Void) async -> Bool {
        do {
            try await work()
            return true
        } catch {
            enforcement.logger.error("the work failed", metadata: .init(failure: error, at: town))
            result.withLock { if $0.failure == nil { $0.failure = error } }
            return false
        }
    }
}

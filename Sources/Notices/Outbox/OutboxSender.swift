import FoundationEssentials
public import Postgres
public import Tenancy

/// Sends what stands in the outbox, through one channel.
///
/// Inside the database everything happens exactly once. Outside, a notice is offered at least once, always under the same
/// key: a crash between sending and marking, or a sender that was asleep longer than its lease, offers it again.
///
/// ```swift
/// let sender = OutboxSender(database: database, channel: SpoolChannel(folder: "spool", sender: from), renderer: renderer)
/// let report = try await sender.sendAll(in: ishoj)
/// ```
public struct OutboxSender: Sendable {
    private let database: Database
    private let channel: any NoticeChannel
    private let renderer: NoticeRenderer
    private let rule: RetryRule
    private let owner = UUID()
    private let batch: Int
    private let lease: Duration
    private let pause: Duration

    /// Makes a sender; any number of them may work on the same outbox.
    ///
    /// - Parameters:
    ///   - database: Connections of the daemon's login.
    ///   - channel: Where the notices go. Its time limit must be below the lease.
    ///   - renderer: Puts payloads into words.
    ///   - rule: When a notice that failed is tried again.
    ///   - batch: How many rows are leased at once.
    ///   - lease: How long the rows of a batch are kept from other senders.
    ///   - pause: How long all rows wait when the channel takes nothing at all.
    public init(
        database: Database, channel: any NoticeChannel, renderer: NoticeRenderer, rule: RetryRule = .standard,
        batch: Int = 50, lease: Duration = .seconds(60), pause: Duration = .seconds(60)
    ) {
        self.database = database
        self.channel = channel
        self.renderer = renderer
        self.rule = rule
        self.batch = batch
        self.lease = lease
        self.pause = pause
    }

    /// Sends what is sendable now in a municipality, batch after batch.
    ///
    /// - Parameter municipality: Whose outbox.
    /// - Returns: What came of it.
    /// - Throws: `PostgresError` if the database can't be worked with; leases not marked run out by themselves.
    public func sendAll(in municipality: Municipality) async throws -> SendReport {
        var whole = SendReport()
        while !Task.isCancelled {
            let report = try await sendBatch(in: municipality)
            whole = whole + report
            guard !report.isEmpty, report.held == 0 else { break }
        }
        return whole
    }

    /// Sends one batch of a municipality.
    ///
    /// - Parameters:
    ///   - municipality: Whose outbox.
    ///   - isStopping: Asked before each notice: whether the rest is to be given back, because the program stops.
    /// - Returns: What came of it; empty if nothing was sendable.
    /// - Throws: `PostgresError` if the database can't be worked with; leases not marked run out by themselves.
    public func sendBatch(
        in municipality: Municipality, isStopping: @Sendable () -> Bool = { false }
    ) async throws -> SendReport {
        let outbox = OutboxRepository(database: database, tenant: municipality.id, owner: owner)
        let clock = ContinuousClock()
        // Taken before the lease begins, so that it ends here before it ends there.
        let leaseEnd = clock.now + lease
        let claimed = try await outbox.claim(limit: batch, lease: lease, attempts: rule.attempts)
        var report = SendReport()
        for (index, notice) in claimed.enumerated() {
            let rest = claimed[index...]
            guard clock.now + channel.timeLimit < leaseEnd, !isStopping() else {
                try await outbox.release(rest, after: .zero, error: nil)
                report.released += rest.count
                return report
            }
            let outcome = await send(notice, of: municipality)
            if case .failure(let failure) = outcome, failure.remedy == .wait {
                try await outbox.release(rest, after: pause, error: failure.message)
                report.held += rest.count
                return report
            }
            try await mark(notice, outcome, outbox, &report)
        }
        return report
    }

    /// What still waits in a municipality's outbox: held back, to be tried again, or in another sender's hands.
    ///
    /// - Throws: `PostgresError` if the database can't be worked with.
    public func waiting(in municipality: Municipality) async throws -> WaitingNotices {
        try await OutboxRepository(database: database, tenant: municipality.id, owner: owner).waiting()
    }

    private func send(_ notice: ClaimedNotice, of municipality: Municipality) async -> Result<String, DeliveryFailure> {
        do throws(DeliveryFailure) {
            return .success(try await channel.send(try outgoing(notice, of: municipality)))
        } catch {
            return .failure(error)
        }
    }

    private func outgoing(
        _ notice: ClaimedNotice, of municipality: Municipality
    ) throws(DeliveryFailure) -> OutgoingNotice {
        do throws(PayloadError) {
            let payload = try NoticePayload(json: notice.payload)
            return OutgoingNotice(
                key: notice.key, municipality: "\(municipality.id)", slug: municipality.slug,
                contact: municipality.contact, language: municipality.language, kind: payload.kind,
                noticeID: Int(notice.noticeID), datedOn: notice.datedOn,
                text: try renderer.render(payload, municipality: municipality.name, language: municipality.language))
        } catch {
            throw DeliveryFailure(.giveUp, error.description)
        }
    }

    private func mark(
        _ notice: ClaimedNotice, _ outcome: Result<String, DeliveryFailure>, _ outbox: OutboxRepository,
        _ report: inout SendReport
    ) async throws {
        let isMarked: Bool
        let counted: WritableKeyPath<SendReport, Int>
        switch outcome {
        case .success(let receipt):
            isMarked = try await outbox.markSent(notice, receipt: receipt)
            counted = \.sent
        case .failure(let failure):
            var generator = SystemRandomNumberGenerator()
            let wait =
                failure.remedy == .giveUp ? nil : rule.wait(after: Int(notice.attempt), using: &generator)
            if let wait {
                isMarked = try await outbox.markRetry(notice, after: wait, error: failure.message)
                counted = \.retried
            } else {
                isMarked = try await outbox.markDead(notice, error: failure.message)
                counted = \.dead
            }
        }
        report[keyPath: isMarked ? counted : \.overtaken] += 1
    }
}

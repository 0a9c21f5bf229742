import FoundationEssentials
import Municipal
import Postgres
import Synchronization
import Tenancy
import TestSupport
import Testing

@testable import Notices

@Suite struct OutboxSenderTests {
    static let ishoj = Municipality(
        id: TestDatabase.ishoj, slug: "ishoj", name: "Ishøj", language: .danish, contact: "jobcenter@ishoj.example")
    static let aalborg = Municipality(
        id: TestDatabase.aalborg, slug: "aalborg", name: "Aalborg", language: .danish, contact: nil)

    /// Runs the body with `count` notices in Ishøj's outbox and a way to make senders.
    private func withOutbox(
        _ count: Int, _ body: @Sendable (OutboxFixtureRepository, Database) async throws -> Void
    ) async throws {
        try await TestDatabase.with { db in
            let fixture = OutboxFixtureRepository(superuser: try await db.superuser())
            try await fixture.fill(count)
            try await body(fixture, try await db.database(as: .daemon, poolSize: 4))
        }
    }

    private func sender(
        _ database: Database, _ channel: any NoticeChannel, batch: Int = 50, lease: Duration = .seconds(60)
    ) throws -> OutboxSender {
        OutboxSender(database: database, channel: channel, renderer: try NoticeRenderer(), batch: batch, lease: lease)
    }

    @Test("Everything pending is sent once, batch after batch, and nothing again")
    func sendsAll() async throws {
        try await withOutbox(7) { fixture, database in
            let channel = RecordingChannel()
            let sender = try sender(database, channel, batch: 3)
            let report = try await sender.sendAll(in: Self.ishoj)
            #expect(report.sent == 7 && report.total == 7)
            let again = try await sender.sendAll(in: Self.ishoj)
            #expect(again.isEmpty)
            #expect(Set(channel.offered.map(\.key)).count == 7 && channel.offered.count == 7)
            let rows = try await fixture.rows()
            #expect(
                rows.allSatisfy { $0.state == "sent" && $0.receipt == "taken" && $0.attempts == 1 && $0.fence == 1 })
            let first = try #require(channel.offered.first)
            #expect(first.text.subject == "Ledig plads i puljen Mikrofleksjob tilbudt borger B-17")
            let day = try Samples.day("2025-01-18")
            #expect(first.datedOn == day && first.municipality == "0183")
        }
    }

    @Test("A payload without a key it needs is set aside alone, and says which key")
    func unreadablePayload() async throws {
        try await withOutbox(3) { fixture, database in
            try await fixture.removeKey("answerBy", fromNotice: 2)
            let report = try await sender(database, RecordingChannel()).sendAll(in: Self.ishoj)
            #expect(report.sent == 2 && report.dead == 1)
            let rows = try await fixture.rows()
            #expect(rows.map(\.state) == ["sent", "dead", "sent"])
            #expect(rows[1].error == "the payload lacks the key \"answerBy\"")
        }
    }

    @Test("A failure is tried again later, twelve times in all, and the notice is dead then")
    func retries() async throws {
        try await withOutbox(1) { fixture, database in
            let channel = RecordingChannel { _ throws(DeliveryFailure) in throw DeliveryFailure(.retry, "not now") }
            let sender = try sender(database, channel)
            for attempt in 1...12 {
                let report = try await sender.sendBatch(in: Self.ishoj)
                #expect(attempt < 12 ? report.retried == 1 : report.dead == 1, "attempt \(attempt)")
                let row = try #require(try await fixture.rows().first)
                #expect(row.attempts == attempt && row.error == "not now")
                let wait = try #require(try await fixture.waits().first)
                #expect(attempt == 12 || wait <= RetryRule.standard.bound(after: attempt) / .seconds(1))
                try await fixture.letTimePass()
            }
            let after = try await sender.sendBatch(in: Self.ishoj)
            #expect(after.isEmpty)
            let keys = Set(channel.offered.map(\.key))
            #expect(channel.offered.count == 12 && keys.count == 1)
        }
    }

    @Test("A notice that waits is not offered before its time")
    func waits() async throws {
        try await withOutbox(1) { fixture, database in
            let channel = RecordingChannel { _ throws(DeliveryFailure) in
                throw DeliveryFailure(.wait, "the disk is full")
            }
            let sender = try sender(database, channel)
            _ = try await sender.sendBatch(in: Self.ishoj)
            let again = try await sender.sendBatch(in: Self.ishoj)
            #expect(again.isEmpty && channel.offered.count == 1)
            let wait = try #require(try await fixture.waits().first)
            #expect(wait > 0 && wait <= 60)
        }
    }

    @Test("A channel that takes nothing holds the whole batch back and costs no attempt")
    func holds() async throws {
        try await withOutbox(5) { fixture, database in
            let channel = RecordingChannel { _ throws(DeliveryFailure) in
                throw DeliveryFailure(.wait, "the disk is full")
            }
            let report = try await sender(database, channel).sendAll(in: Self.ishoj)
            #expect(report.held == 5 && channel.offered.count == 1)
            let rows = try await fixture.rows()
            #expect(
                rows.allSatisfy {
                    $0.state == "pending" && $0.attempts == 0 && !$0.isDue && $0.error == "the disk is full"
                })
            try await fixture.letTimePass()
            let later = try await sender(database, RecordingChannel()).sendAll(in: Self.ishoj)
            #expect(later.sent == 5)
        }
    }

    @Test("A crash between sending and marking offers the same key again, and the one who slept can mark no more")
    func crash() async throws {
        try await withOutbox(1) { fixture, database in
            let asleep = OutboxRepository(database: database, tenant: TestDatabase.ishoj, owner: UUID())
            let claimed = try await asleep.claim(limit: 10, lease: .seconds(60), attempts: 12)
            let old = try #require(claimed.first)
            let channel = RecordingChannel()
            let awake = try sender(database, channel)
            let early = try await awake.sendBatch(in: Self.ishoj)
            #expect(early.isEmpty, "the lease still holds")

            try await fixture.letTimePass()
            let report = try await awake.sendBatch(in: Self.ishoj)
            #expect(report.sent == 1)
            #expect(channel.offered.map(\.key) == [old.key])
            let marked = try await asleep.markSent(old, receipt: "too late")
            let buried = try await asleep.markDead(old, error: "too late")
            let returned = try await asleep.markRetry(old, after: .zero, error: "too late")
            try await asleep.release([old], after: .zero, error: "too late")
            #expect(!marked && !buried && !returned)
            let row = try #require(try await fixture.rows().first)
            #expect(
                row.state == "sent" && row.receipt == "taken" && row.fence == 2 && row.attempts == 2 && row.error == nil
            )
        }
    }

    @Test("A lease taken over while its first holder is still sending is marked by the second only")
    func overtaken() async throws {
        try await withOutbox(1) { fixture, database in
            let slow = RecordingChannel()
            let thief = try sender(database, RecordingChannel())
            let first = TakenOverChannel(inner: slow) {
                try? await fixture.letTimePass()
                _ = try? await thief.sendBatch(in: Self.ishoj)
            }
            let report = try await sender(database, first).sendBatch(in: Self.ishoj)
            #expect(report.overtaken == 1 && report.sent == 0)
            let row = try #require(try await fixture.rows().first)
            #expect(row.state == "sent" && row.fence == 2)
        }
    }

    @Test("Four senders at once send everything and never the same notice twice")
    func together() async throws {
        try await withOutbox(200) { fixture, database in
            let channel = RecordingChannel()
            let reports = try await withThrowingTaskGroup(of: SendReport.self) { group in
                for _ in 0..<4 {
                    let sender = try sender(database, channel, batch: 7)
                    group.addTask { try await sender.sendAll(in: Self.ishoj) }
                }
                return try await group.reduce(SendReport()) { $0 + $1 }
            }
            #expect(reports.sent == 200 && reports.total == 200)
            #expect(channel.offered.count == 200 && Set(channel.offered.map(\.key)).count == 200)
            let rows = try await fixture.rows()
            #expect(rows.allSatisfy { $0.state == "sent" && $0.fence == 1 })
        }
    }

    @Test("A notice whose sender never came back from its last attempt is buried, not sent")
    func buried() async throws {
        try await withOutbox(1) { fixture, database in
            let owner = OutboxRepository(database: database, tenant: TestDatabase.ishoj, owner: UUID())
            for _ in 1...12 {
                _ = try await owner.claim(limit: 1, lease: .seconds(60), attempts: 12)
                try await fixture.letTimePass()
            }
            let channel = RecordingChannel()
            let report = try await sender(database, channel).sendBatch(in: Self.ishoj)
            #expect(report.isEmpty && channel.offered.isEmpty)
            let row = try #require(try await fixture.rows().first)
            #expect(row.state == "dead" && row.error == "the sender stopped in the middle of every attempt")
        }
    }

    @Test("What can't be sent within the lease is given back without costing an attempt")
    func shortLease() async throws {
        try await withOutbox(3) { fixture, database in
            let channel = RecordingChannel(timeLimit: .seconds(60))
            let report = try await sender(database, channel, lease: .seconds(60)).sendBatch(in: Self.ishoj)
            #expect(report.released == 3 && channel.offered.isEmpty)
            let rows = try await fixture.rows()
            #expect(rows.allSatisfy { $0.state == "pending" && $0.attempts == 0 && $0.isDue })
        }
    }

    @Test("A sender that is to stop finishes the notice in hand and gives the rest back")
    func stops() async throws {
        try await withOutbox(4) { fixture, database in
            let channel = RecordingChannel()
            let report = try await sender(database, channel).sendBatch(in: Self.ishoj) { !channel.offered.isEmpty }
            #expect(report.sent == 1 && report.released == 3)
            let rows = try await fixture.rows()
            #expect(rows.map(\.state) == ["sent", "pending", "pending", "pending"])
            #expect(rows.map(\.attempts) == [1, 0, 0, 0])
        }
    }

    @Test("A municipality's sender touches nothing of another's")
    func isolation() async throws {
        try await withOutbox(2) { fixture, database in
            try await fixture.fill(3, in: TestDatabase.aalborg)
            let channel = RecordingChannel()
            let report = try await sender(database, channel).sendAll(in: Self.aalborg)
            #expect(report.sent == 3)
            #expect(channel.offered.allSatisfy { $0.slug == "aalborg" && $0.contact == nil })
            let others = try await fixture.rows()
            #expect(others.allSatisfy { $0.state == "pending" && $0.fence == 0 })
        }
    }
}

/// A channel during whose sending something else happens.
private struct TakenOverChannel: NoticeChannel {
    let inner: RecordingChannel
    let meanwhile: @Sendable () async -> Void

    var name: String { inner.name }
    var timeLimit: Duration { inner.timeLimit }

    func send(_ notice: OutgoingNotice) async throws(DeliveryFailure) -> String {
        await meanwhile()
        return try await inner.send(notice)
    }
}

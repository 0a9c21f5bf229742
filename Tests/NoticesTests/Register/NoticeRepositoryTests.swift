import Postgres
import Tenancy
import TestSupport
import Testing

@testable import Notices

@Suite struct NoticeRepositoryTests {
    private func withDeadNotice(
        _ body: @Sendable (TestDatabase, OutboxFixtureRepository) async throws -> Void
    ) async throws {
        try await TestDatabase.with { db in
            let fixture = OutboxFixtureRepository(superuser: try await db.superuser())
            try await fixture.fill(3)
            try await fixture.removeKey("pool", fromNotice: 2)
            let sender = OutboxSender(
                database: try await db.database(as: .daemon), channel: RecordingChannel(),
                renderer: try NoticeRenderer())
            _ = try await sender.sendAll(in: OutboxSenderTests.ishoj)
            try await body(db, fixture)
        }
    }

    @Test("The register shows how far each notice has come, by state and by kind")
    func lists() async throws {
        try await withDeadNotice { db, _ in
            let reader = try await db.database(as: .ishojReader)
            let (all, dead, others) = try await reader.read(in: TestDatabase.ishoj) { tx in
                (
                    try NoticeRepository.all(in: TestDatabase.ishoj, &tx),
                    try NoticeRepository.all(in: TestDatabase.ishoj, state: .dead, kind: .offerMade, &tx),
                    try NoticeRepository.all(in: TestDatabase.ishoj, kind: .coverageEnds, &tx)
                )
            }
            #expect(all.map(\.number) == [1, 2, 3] && all.map(\.state) == [.sent, .dead, .sent])
            #expect(dead.map(\.number) == [2] && dead.first?.lastError == "the payload lacks the key \"pool\"")
            #expect(others.isEmpty)
            let first = try #require(all.first)
            #expect(
                first.offer == "O-9" && first.coverage == nil && first.pool == "mikrofleks" && first.receipt == "taken")
            #expect(first.sentAt?.hasSuffix("Z") == true && first.nextAttemptAt == nil)
        }
    }

    @Test("A caseworker brings a dead notice back, with its key and all its attempts")
    func retry() async throws {
        try await withDeadNotice { db, fixture in
            let worker = try await db.database(as: .ishojCaseworker)
            let record = try await worker.write(in: TestDatabase.ishoj) { tx in
                try NoticeRepository.retry(2, in: TestDatabase.ishoj, &tx)
            }
            #expect(record.state == .pending && record.attempts == 0 && record.nextAttemptAt != nil)
            let row = try await fixture.rows()[1]
            #expect(row.state == "pending" && row.isDue)
        }
    }

    @Test("A notice that waits for its next attempt is sent at once when a caseworker says so")
    func retryNow() async throws {
        try await TestDatabase.with { db in
            let fixture = OutboxFixtureRepository(superuser: try await db.superuser())
            try await fixture.fill(1)
            let broken = RecordingChannel { _ throws(DeliveryFailure) in
                throw DeliveryFailure(.wait, "the disk is full")
            }
            let sender = OutboxSender(
                database: try await db.database(as: .daemon), channel: broken, renderer: try NoticeRenderer())
            _ = try await sender.sendBatch(in: OutboxSenderTests.ishoj)
            #expect(try await fixture.rows().map(\.isDue) == [false])
            #expect(
                try await sender.waiting(in: OutboxSenderTests.ishoj)
                    == WaitingNotices(count: 1, leased: 0, cause: "the disk is full"))
            let record = try await db.database(as: .ishojCaseworker).write(in: TestDatabase.ishoj) { tx in
                try NoticeRepository.retry(1, in: TestDatabase.ishoj, &tx)
            }
            #expect(record.state == .pending)
            #expect(try await fixture.rows().map(\.isDue) == [true])
        }
    }

    @Test("What is sent, or not here, is not brought back; and a reader brings nothing back")
    func refused() async throws {
        try await withDeadNotice { db, _ in
            let worker = try await db.database(as: .ishojCaseworker)
            for number in [Int32(1), 99] {
                let refusal = await #expect(throws: Refusal.self) {
                    try await worker.write(in: TestDatabase.ishoj) { tx in
                        try NoticeRepository.retry(number, in: TestDatabase.ishoj, &tx)
                    }
                }
                #expect(refusal?.kind == .badData)
            }
            let reader = try await db.database(as: .ishojReader)
            let denied = await #expect(throws: PostgresError.self) {
                try await reader.write(in: TestDatabase.ishoj) { tx in
                    try NoticeRepository.retry(2, in: TestDatabase.ishoj, &tx)
                }
            }
            #expect(denied?.sqlState == .insufficientPrivilege)
            let stranger = try await db.database(as: .aalborgCaseworker)
            let unseen = await #expect(throws: Refusal.self) {
                try await stranger.read(in: TestDatabase.ishoj) { tx in
                    try NoticeRepository.find(2, in: TestDatabase.ishoj, &tx)
                }
            }
            #expect(unseen?.kind == .badData)
        }
    }
}

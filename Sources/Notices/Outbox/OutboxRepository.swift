import FoundationEssentials
import Postgres
import Tenancy

/// The outbox of one municipality, as one sender works on it: each call is one transaction.
struct OutboxRepository: Sendable {
    let database: Database
    let tenant: TenantID
    /// Who holds the leases: drawn at random for each start of a sender, never the name of a machine.
    let owner: UUID

    /// Takes leases of at most `limit` rows that are due, oldest number first.
    func claim(limit: Int, lease: Duration, attempts: Int) async throws -> [ClaimedNotice] {
        let claimed = try await database.write(in: tenant) { tx in
            try tx.execute(OutboxStatements.buryAbandoned(in: tenant, attempts: attempts))
            try tx.execute(OutboxStatements.buryOutdated(in: tenant))
            return try tx.fetch(OutboxStatements.claim(in: tenant, owner: owner, limit: limit, lease: lease))
        }
        return claimed.sorted { $0.noticeID < $1.noticeID }
    }

    /// What still waits to be sent, now or later.
    func waiting() async throws -> WaitingNotices {
        try await database.read(in: tenant) { tx in try tx.one(OutboxStatements.waiting(in: tenant)) }
    }

    /// Marks a row as sent; `false` if the lease was lost meanwhile.
    func markSent(_ notice: ClaimedNotice, receipt: String) async throws -> Bool {
        try await mark(OutboxStatements.markSent(notice, in: tenant, owner: owner, receipt: receipt))
    }

    /// Puts a row back for a later attempt; `false` if the lease was lost meanwhile.
    func markRetry(_ notice: ClaimedNotice, after wait: Duration, error: String) async throws -> Bool {
        try await mark(OutboxStatements.markRetry(notice, in: tenant, owner: owner, after: wait, error: error))
    }

    /// Sets a row aside; `false` if the lease was lost meanwhile.
    func markDead(_ notice: ClaimedNotice, error: String) async throws -> Bool {
        try await mark(OutboxStatements.markDead(notice, in: tenant, owner: owner, error: error))
    }

    /// Gives leases back unused.
    func release(_ notices: some Collection<ClaimedNotice>, after wait: Duration, error: String?) async throws {
        guard !notices.isEmpty else { return }
        let given = Array(notices)
        _ = try await mark(OutboxStatements.release(given, in: tenant, owner: owner, after: wait, error: error))
    }

    private func mark(_ command: Command) async throws -> Bool {
        try await database.write(in: tenant) { tx in try tx.execute(command) > 0 }
    }
}

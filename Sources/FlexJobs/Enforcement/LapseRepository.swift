import Municipal
import Postgres
import Tenancy

/// Closes offers nobody answered in time, and puts their people where the pool says.
enum LapseRepository {
    /// Lapses at most `limit` open offers whose last day to answer is past, oldest first.
    static func lapse(in tenant: TenantID, pools: [Int32], on day: Day, limit: Int) -> Statement<LapsedOffer> {
        Statement(
            "lapse_offers",
            """
            UPDATE sluse.offer AS o
            SET state = 'lapsed', answered_on = o.answer_by + 1, reason = 'no answer', version = o.version + 1
            FROM (
                SELECT d.tenant_id, d.id
                FROM sluse.offer AS d
                WHERE d.tenant_id = \(tenant) AND d.state = 'open' AND d.answer_by < \(day) AND d.pool_id = ANY (\(pools))
                  AND NOT EXISTS (
                    SELECT FROM sluse.quarantine AS q
                    WHERE q.tenant_id = d.tenant_id AND q.work = 'lapse' AND q.subject = d.id::text AND q.retry_at > now())
                ORDER BY d.answer_by, d.id
                LIMIT \(Int64(limit))
                FOR NO KEY UPDATE
            ) AS due
            WHERE o.tenant_id = due.tenant_id AND o.id = due.id
            RETURNING o.id, o.entry_id
            """
        ) { row throws(PostgresError) in LapsedOffer(id: try row.next(), entry: try row.next()) }
    }

    /// Writes the trail of the entries whose offers lapsed: to the back of their class, parked, or off the list.
    ///
    /// The day is the one on which the offer lapsed, however late that is noticed, so nobody loses a place in line by it.
    static func recordTrail(_ lapsed: [LapsedOffer], in tenant: TenantID) -> Command {
        Command(
            "record_lapse_trail",
            """
            INSERT INTO sluse.waiting_event
                (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
            SELECT w.tenant_id, w.id, w.version + 1, 'lapsed', o.answered_on, w.priority_class,
                   CASE p.when_lapsed WHEN 'back' THEN o.answered_on ELSE w.queued_on END,
                   CASE p.when_lapsed WHEN 'back' THEN 'waiting' WHEN 'park' THEN 'parked' ELSE 'withdrawn' END,
                   'the offer was not answered in time'
            FROM sluse.offer AS o
            JOIN sluse.waiting_entry AS w ON w.tenant_id = o.tenant_id AND w.id = o.entry_id
            JOIN sluse.pool AS p ON p.tenant_id = w.tenant_id AND p.id = w.pool_id
            WHERE o.tenant_id = \(tenant) AND o.id = ANY (\(lapsed.map(\.id)))
            """)
    }

    /// Moves entries to what the newest event of their trail says.
    static func follow(_ entries: [Int32], in tenant: TenantID) -> Command {
        Command(
            "follow_waiting_trail",
            """
            UPDATE sluse.waiting_entry AS w
            SET state = e.state, queued_on = e.queued_on, priority_class = e.priority_class,
                parked_until = e.parked_until, version = e.version
            FROM sluse.waiting_event AS e
            WHERE w.tenant_id = \(tenant) AND w.id = ANY (\(entries))
              AND e.tenant_id = w.tenant_id AND e.entry_id = w.id AND e.version = w.version + 1
            """)
    }
}

/// An offer that has lapsed, and the waiting entry it was made to.
struct LapsedOffer: Sendable {
    var id: Int32
    var entry: Int32
}

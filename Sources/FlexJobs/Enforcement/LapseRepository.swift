import Municipal
import Postgres
import Tenancy

/// Closes offers nobody answered in time, and puts their people where the pool says.
enum LapseRepository {
    /// Lapses at most `limit` open offers whose last day to answer is past, oldest first, and names them.
    ///
    /// Each entry goes to the back of its class, is parked or leaves the list, as its pool says, with the step of its
    /// trail. The day is the one on which the offer lapsed, however late that is noticed, so nobody loses a place in line
    /// by it.
    static func lapse(in tenant: TenantID, pools: [Int32], on day: Day, limit: Int) -> Statement<Int32> {
        Statement(
            "lapse_offers",
            """
            WITH lapsed AS (
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
                RETURNING o.tenant_id, o.id, o.entry_id, o.pool_id, o.answered_on
            ), moved AS (
                UPDATE sluse.waiting_entry AS w
                SET state = CASE p.when_lapsed WHEN 'back' THEN 'waiting' WHEN 'park' THEN 'parked' ELSE 'withdrawn' END,
                    queued_on = CASE p.when_lapsed WHEN 'back' THEN l.answered_on ELSE w.queued_on END,
                    parked_until = NULL, version = w.version + 1
                FROM lapsed AS l
                JOIN sluse.pool AS p ON p.tenant_id = l.tenant_id AND p.id = l.pool_id
                WHERE w.tenant_id = l.tenant_id AND w.id = l.entry_id
                RETURNING w.tenant_id, w.id, w.version, l.answered_on, w.priority_class, w.queued_on, w.state
            ), trail AS (
                INSERT INTO sluse.waiting_event
                    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
                SELECT m.tenant_id, m.id, m.version, 'lapsed', m.answered_on, m.priority_class, m.queued_on, m.state,
                       'the offer was not answered in time'
                FROM moved AS m
            )
            SELECT l.id FROM lapsed AS l ORDER BY l.id
            """
        ) { row throws(PostgresError) in try row.next() }
    }
}

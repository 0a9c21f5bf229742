import Municipal
import Postgres
import Tenancy

/// What is due in a municipality on a day, found in one question that costs next to nothing when the answer is nothing.
struct DueWork: Sendable {
    /// Pools with a coverage past its last covered day.
    var endings: [Int32]
    /// Pools with an unanswered offer past its last day.
    var lapses: [Int32]
    /// Pools with a capacity step not yet settled, or with more open places than the capacity.
    var unsettled: [Int32]
    /// Pools with someone in line, and more capacity, also while an answer is awaited, than is covered or on offer.
    var openings: [Int32]
    /// Whether a planned notice has fallen due.
    var hasNotices: Bool

    /// The pools to lock, in the one order in which everybody locks them.
    var pools: [Int32] {
        Set(endings + lapses + unsettled + openings).sorted()
    }

    /// Whether there is nothing to do.
    var isEmpty: Bool {
        pools.isEmpty && !hasNotices
    }
}

/// Finds due work and locks the pools it is in.
enum DueWorkRepository {
    /// Everything due by `day`, leaving out what is in quarantine and not yet to be tried again.
    static func due(in tenant: TenantID, on day: Day) -> Statement<DueWork> {
        Statement(
            "due_work",
            """
            SELECT
                coalesce((
                    SELECT array_agg(DISTINCT c.pool_id)
                    FROM sluse.coverage AS c
                    WHERE c.tenant_id = \(tenant) AND c.state = 'active' AND c.free_from <= \(day)
                      AND NOT EXISTS (
                        SELECT FROM sluse.quarantine AS q
                        WHERE q.tenant_id = c.tenant_id AND q.work = 'expire' AND q.subject = c.id::text AND q.retry_at > now())
                ), '{}'),
                coalesce((
                    SELECT array_agg(DISTINCT o.pool_id)
                    FROM sluse.offer AS o
                    WHERE o.tenant_id = \(tenant) AND o.state = 'open' AND o.answer_by < \(day)
                      AND NOT EXISTS (
                        SELECT FROM sluse.quarantine AS q
                        WHERE q.tenant_id = o.tenant_id AND q.work = 'lapse' AND q.subject = o.id::text AND q.retry_at > now())
                ), '{}'),
                coalesce((
                    SELECT array_agg(p.id)
                    FROM sluse.pool AS p
                    LEFT JOIN sluse.pool_occupancy AS o ON o.tenant_id = p.tenant_id AND o.pool_id = p.id
                    WHERE p.tenant_id = \(tenant)
                      AND (EXISTS (
                            SELECT FROM sluse.pool_capacity AS k
                            WHERE k.tenant_id = p.tenant_id AND k.pool_id = p.id AND k.status = 'adopted'
                              AND lower(k.valid) <= \(day) AND lower(k.valid) > coalesce(p.seats_settled_on, '-infinity'))
                        OR (o.open_seats > o.taken_seats + o.open_offers
                            AND o.open_seats > coalesce((
                                SELECT k.places FROM sluse.pool_capacity AS k
                                WHERE k.tenant_id = p.tenant_id AND k.pool_id = p.id AND k.status = 'adopted'
                                  AND k.valid @> \(day)), 0)))
                      AND NOT EXISTS (
                        SELECT FROM sluse.quarantine AS q
                        WHERE q.tenant_id = p.tenant_id AND q.work = 'settle' AND q.subject = p.id::text AND q.retry_at > now())
                ), '{}'),
                coalesce((
                    SELECT array_agg(p.id)
                    FROM sluse.pool AS p
                    LEFT JOIN sluse.pool_occupancy AS o ON o.tenant_id = p.tenant_id AND o.pool_id = p.id
                    WHERE p.tenant_id = \(tenant)
                      AND EXISTS (
                        SELECT FROM sluse.waiting_entry AS w
                        WHERE w.tenant_id = p.tenant_id AND w.pool_id = p.id
                          AND (w.state = 'waiting' OR (w.state = 'parked' AND w.parked_until <= \(day))))
                      -- Places that the capacity still has to open don't matter here: they are settled before they are offered.
                      AND coalesce((
                            SELECT CASE WHEN range_agg(k.valid) @> daterange(\(day)::date, \(day)::date + p.answer_days, '[]')
                                THEN min(k.places) ELSE 0 END
                            FROM sluse.pool_capacity AS k
                            WHERE k.tenant_id = p.tenant_id AND k.pool_id = p.id AND k.status = 'adopted'
                              AND k.valid && daterange(\(day)::date, \(day)::date + p.answer_days, '[]')), 0)
                        > coalesce(o.taken_seats + o.open_offers, 0)
                      AND NOT EXISTS (
                        SELECT FROM sluse.quarantine AS q
                        WHERE q.tenant_id = p.tenant_id AND q.work = 'offer' AND q.subject = p.id::text AND q.retry_at > now())
                ), '{}'),
                EXISTS (
                    SELECT FROM sluse.notice AS n
                    WHERE n.tenant_id = \(tenant) AND n.state = 'planned' AND n.due_on <= \(day)
                      AND NOT EXISTS (
                        SELECT FROM sluse.quarantine AS q
                        WHERE q.tenant_id = n.tenant_id AND q.work = 'notify' AND q.subject = n.id::text AND q.retry_at > now()))
            """
        ) { row throws(PostgresError) in
            DueWork(
                endings: try row.next(), lapses: try row.next(), unsettled: try row.next(), openings: try row.next(),
                hasNotices: try row.next())
        }
    }

    /// Locks those of `pools` that nobody else works on, and says which.
    static func lock(_ pools: [Int32], in tenant: TenantID) -> Statement<Int32> {
        Statement(
            "lock_due_pools",
            """
            SELECT p.id FROM sluse.pool AS p
            WHERE p.tenant_id = \(tenant) AND p.id = ANY (\(pools))
            ORDER BY p.id
            FOR NO KEY UPDATE SKIP LOCKED
            """
        ) { row throws(PostgresError) in try row.next() }
    }
}

import Municipal
import Postgres
import Tenancy

/// Writes notices: planned ahead with a coverage, or recorded at once and put in the outbox.
enum NoticeRepository {
    /// Takes `count` notice numbers and gives the first.
    static func takeNumbers(_ count: Int, in tenant: TenantID) -> Statement<Int32> {
        Statement("take_notice_numbers", "SELECT sluse.take_numbers(\(tenant), 'notice', \(Int32(clamping: count)))") {
            row throws(PostgresError) in try row.next()
        }
    }

    /// Plans notices about coverages. One that was planned before, superseded and never sent is planned again;
    /// one that was already sent about the same day is left as it is.
    static func plan(_ notices: [PlannedNotice], firstNumber: Int32, in tenant: TenantID) -> Command {
        Command(
            "plan_notices",
            """
            INSERT INTO sluse.notice AS n (tenant_id, key, id, kind, pool_id, coverage_id, step, about, due_on, state)
            SELECT \(tenant), sluse.key(p.kind, \(tenant)::text, p.coverage::text, p.step::text, p.about::text),
                   \(firstNumber) + p.place::int - 1, p.kind, p.pool, p.coverage, p.step, p.about, p.due_on, 'planned'
            FROM unnest(
                \(notices.map(\.kind.rawValue))::text[], \(notices.map(\.pool))::int[], \(notices.map(\.coverage))::int[],
                \(notices.map(\.step))::int[], \(notices.map(\.about))::date[], \(notices.map(\.dueOn))::date[])
                WITH ORDINALITY AS p (kind, pool, coverage, step, about, due_on, place)
            ON CONFLICT (tenant_id, key) DO UPDATE SET state = 'planned', due_on = excluded.due_on
                WHERE n.state = 'superseded'
            """)
    }

    /// Drops what was planned about the end of these coverages, because the end has moved.
    static func supersedeEndNotices(of coverages: [Int32], in tenant: TenantID) -> Command {
        Command(
            "supersede_end_notices",
            """
            UPDATE sluse.notice AS n SET state = 'superseded'
            WHERE n.tenant_id = \(tenant) AND n.coverage_id = ANY (\(coverages)) AND n.state = 'planned' AND n.kind = 'coverage_ends'
            """)
    }

    /// Records that coverages have ended, dated `day`, and gives the keys of the notices.
    static func recordEnded(_ coverages: [Int32], firstNumber: Int32, in tenant: TenantID, on day: Day) -> Statement<
        NoticeKey
    > {
        Statement(
            "record_ended_notices",
            """
            INSERT INTO sluse.notice (tenant_id, key, id, kind, pool_id, coverage_id, about, due_on, state, dated_on)
            SELECT c.tenant_id, sluse.key('coverage_ended', c.tenant_id::text, c.id::text, upper(c.period)::text),
                   \(firstNumber) + (row_number() OVER (ORDER BY c.id))::int - 1,
                   'coverage_ended', c.pool_id, c.id, upper(c.period) - 1, upper(c.period), 'recorded', \(day)
            FROM sluse.coverage AS c
            WHERE c.tenant_id = \(tenant) AND c.id = ANY (\(coverages))
            ON CONFLICT (tenant_id, key) DO NOTHING
            RETURNING key
            """
        ) { row throws(PostgresError) in NoticeKey(rawValue: try row.next()) }
    }

    /// Records that offers were made or have lapsed, dated `day`, and gives the keys of the notices.
    static func recordOffers(
        _ offers: [Int32], kind: NoticeKind, firstNumber: Int32, in tenant: TenantID, on day: Day
    ) -> Statement<NoticeKey> {
        Statement(
            "record_offer_notices",
            """
            INSERT INTO sluse.notice (tenant_id, key, id, kind, pool_id, offer_id, about, due_on, state, dated_on)
            SELECT o.tenant_id, sluse.key(\(kind.rawValue), o.tenant_id::text, o.key::text),
                   \(firstNumber) + (row_number() OVER (ORDER BY o.id))::int - 1,
                   \(kind.rawValue), o.pool_id, o.id, o.answer_by, \(day), 'recorded', \(day)
            FROM sluse.offer AS o
            WHERE o.tenant_id = \(tenant) AND o.id = ANY (\(offers))
            ON CONFLICT (tenant_id, key) DO NOTHING
            RETURNING key
            """
        ) { row throws(PostgresError) in NoticeKey(rawValue: try row.next()) }
    }

    /// Settles at most `limit` planned notices that have fallen due, and says what became of each.
    ///
    /// Of several steps of one ladder that are due at once only the one nearest to the end is sent, and none once the
    /// coverage is over; a follow-up already made is not asked for again. What is not sent is recorded as skipped.
    static func settleDue(in tenant: TenantID, on day: Day, limit: Int) -> Statement<SettledNotice> {
        Statement(
            "settle_due_notices",
            """
            WITH due AS (
                SELECT n.key, n.kind, n.coverage_id, n.step, n.about
                FROM sluse.notice AS n
                WHERE n.tenant_id = \(tenant) AND n.state = 'planned' AND n.due_on <= \(day)
                  AND NOT EXISTS (
                    SELECT FROM sluse.quarantine AS q
                    WHERE q.tenant_id = n.tenant_id AND q.work = 'notify' AND q.subject = n.id::text AND q.retry_at > now())
                ORDER BY n.coverage_id, n.kind, n.step
                LIMIT \(Int64(limit))
                FOR NO KEY UPDATE SKIP LOCKED
            ), settled AS (
                SELECT due.key,
                       CASE
                           WHEN due.kind = 'coverage_ends' AND (due.about < \(day) OR EXISTS (
                               SELECT FROM sluse.notice AS nearer
                               WHERE nearer.tenant_id = \(tenant) AND nearer.coverage_id = due.coverage_id
                                 AND nearer.kind = due.kind AND nearer.about = due.about AND nearer.step < due.step
                                 AND nearer.due_on <= \(day) AND nearer.state IN ('planned', 'recorded')))
                               THEN 'skipped_late'
                           WHEN due.kind = 'follow_up_due' AND EXISTS (
                               SELECT FROM sluse.coverage_follow_up AS f
                               WHERE f.tenant_id = \(tenant) AND f.coverage_id = due.coverage_id AND f.months = due.step)
                               THEN 'superseded'
                           ELSE 'recorded'
                       END AS state
                FROM due
            )
            UPDATE sluse.notice AS n
            SET state = settled.state, dated_on = CASE settled.state WHEN 'recorded' THEN \(day) END
            FROM settled
            WHERE n.tenant_id = \(tenant) AND n.key = settled.key
            RETURNING n.key, n.state
            """
        ) { row throws(PostgresError) in
            SettledNotice(key: NoticeKey(rawValue: try row.next()), state: try row.next())
        }
    }

    /// Puts recorded notices in the outbox: references only, no name and no CPR number.
    static func enqueue(_ keys: [NoticeKey], in tenant: TenantID) -> Command {
        Command(
            "enqueue_notices",
            """
            INSERT INTO sluse.outbox (tenant_id, key, topic, payload)
            SELECT n.tenant_id, n.key, n.kind,
                   jsonb_strip_nulls(jsonb_build_object(
                       'kind', n.kind,
                       'noticeId', n.id,
                       'pool', p.title,
                       'datedOn', n.dated_on,
                       'citizen', 'B-' || coalesce(c.citizen_id, w.citizen_id),
                       'coverage', 'C-' || c.id,
                       'caseNumber', c.case_number,
                       'employerCvr', c.employer_cvr,
                       'endReason', CASE n.kind WHEN 'coverage_ended' THEN c.end_reason END,
                       'lastDay', CASE WHEN c.id IS NOT NULL THEN upper(c.period) - 1 END,
                       'step', n.step,
                       'offer', 'O-' || o.id,
                       'answerBy', o.answer_by))
            FROM sluse.notice AS n
            JOIN sluse.pool AS p ON p.tenant_id = n.tenant_id AND p.id = n.pool_id
            LEFT JOIN sluse.coverage AS c ON c.tenant_id = n.tenant_id AND c.id = n.coverage_id
            LEFT JOIN sluse.offer AS o ON o.tenant_id = n.tenant_id AND o.id = n.offer_id
            LEFT JOIN sluse.waiting_entry AS w ON w.tenant_id = o.tenant_id AND w.id = o.entry_id
            WHERE n.tenant_id = \(tenant) AND n.key = ANY (\(keys.map(\.rawValue)))
            ON CONFLICT (tenant_id, key) DO NOTHING
            """)
    }
}

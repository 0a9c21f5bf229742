import Municipal
import Postgres
import Tenancy

/// The kinds of work the daemon does; also what a row in quarantine waits for.
enum Work: String, Sendable, CaseIterable {
    case expire, lapse, settle, offer, notify
}

/// Rows whose transition failed: set aside, so that the rest goes on, and tried again later.
enum QuarantineRepository {
    /// The one row that a batch of one would take next, by its number in its own table.
    static func next(_ work: Work, in tenant: TenantID, pools: [Int32], on day: Day) -> Statement<String> {
        let candidates: SQL =
            switch work {
            case .expire:
                """
                SELECT c.id AS subject, c.free_from AS due, c.id AS place FROM sluse.coverage AS c
                WHERE c.tenant_id = \(tenant) AND c.state = 'active' AND c.free_from <= \(day) AND c.pool_id = ANY (\(pools))
                """
            case .lapse:
                """
                SELECT o.id AS subject, o.answer_by AS due, o.id AS place FROM sluse.offer AS o
                WHERE o.tenant_id = \(tenant) AND o.state = 'open' AND o.answer_by < \(day) AND o.pool_id = ANY (\(pools))
                """
            case .notify:
                """
                SELECT n.id AS subject, NULL::date AS due,
                       row_number() OVER (ORDER BY n.coverage_id, n.kind, n.step) AS place FROM sluse.notice AS n
                WHERE n.tenant_id = \(tenant) AND n.state = 'planned' AND n.due_on <= \(day)
                """
            case .settle, .offer:
                "SELECT pool AS subject, NULL::date AS due, pool AS place FROM unnest(\(pools)::int[]) AS pool"
            }
        return Statement(
            "next_for_quarantine",
            """
            SELECT w.subject::text FROM (\(fragment: candidates)) AS w
            WHERE NOT EXISTS (
                SELECT FROM sluse.quarantine AS q
                WHERE q.tenant_id = \(tenant) AND q.work = \(work.rawValue) AND q.subject = w.subject::text AND q.retry_at > now())
            ORDER BY w.due, w.place
            LIMIT 1
            """
        ) { row throws(PostgresError) in try row.next() }
    }

    /// Sets a row aside; each time it fails again it waits twice as long, from an hour up to a day.
    static func setAside(
        _ subject: String, work: Work, sqlState: String, constraint: String?, in tenant: TenantID
    ) -> Command {
        Command(
            "set_aside",
            """
            INSERT INTO sluse.quarantine AS q (tenant_id, work, subject, sqlstate, constraint_name, retry_at)
            VALUES (\(tenant), \(work.rawValue), \(subject), \(sqlState), \(constraint), now() + interval '1 hour')
            ON CONFLICT (tenant_id, work, subject) DO UPDATE
            SET sqlstate = excluded.sqlstate, constraint_name = excluded.constraint_name, attempts = q.attempts + 1,
                last_seen = now(), retry_at = now() + least(interval '1 hour' * power(2, q.attempts), interval '1 day')
            """)
    }

    /// Forgets rows that have been dealt with since: what they waited for has happened, or is no longer due.
    ///
    /// - Parameters:
    ///   - settled: Pools whose places were just settled.
    ///   - offered: Pools whose free places were just offered.
    static func clear(in tenant: TenantID, on day: Day, settled: [Int32], offered: [Int32]) -> Command {
        Command(
            "clear_quarantine",
            """
            DELETE FROM sluse.quarantine AS q
            WHERE q.tenant_id = \(tenant) AND q.retry_at <= now() AND NOT CASE q.work
                WHEN 'expire' THEN EXISTS (
                    SELECT FROM sluse.coverage AS c
                    WHERE c.tenant_id = q.tenant_id AND c.id::text = q.subject AND c.state = 'active' AND c.free_from <= \(day))
                WHEN 'lapse' THEN EXISTS (
                    SELECT FROM sluse.offer AS o
                    WHERE o.tenant_id = q.tenant_id AND o.id::text = q.subject AND o.state = 'open' AND o.answer_by < \(day))
                WHEN 'notify' THEN EXISTS (
                    SELECT FROM sluse.notice AS n
                    WHERE n.tenant_id = q.tenant_id AND n.id::text = q.subject AND n.state = 'planned' AND n.due_on <= \(day))
                WHEN 'settle' THEN q.subject <> ALL (\(settled.map(String.init))::text[])
                ELSE q.subject <> ALL (\(offered.map(String.init))::text[]) END
            """)
    }
}

import Municipal
import Postgres
import Tenancy

/// Ends coverages on their legal day, however late it is noticed, and tells those it concerns.
enum ExpiryRepository {
    /// Ends at most `limit` coverages whose last covered day is past, oldest first, each with its transition.
    ///
    /// The key is made of municipality, coverage, kind and day, so a second attempt writes nothing.
    /// A coverage whose end was agreed for another reason ends for that reason; every other one expires.
    static func end(in tenant: TenantID, pools: [Int32], on day: Day, limit: Int) -> Statement<EndedCoverage> {
        Statement(
            "end_coverages",
            """
            WITH ended AS (
                UPDATE sluse.coverage AS c
                SET state = CASE WHEN c.end_reason IS NULL THEN 'expired' ELSE 'ended' END,
                    end_reason = coalesce(c.end_reason, 'expired'), version = c.version + 1
                FROM (
                    SELECT d.tenant_id, d.id
                    FROM sluse.coverage AS d
                    WHERE d.tenant_id = \(tenant) AND d.state = 'active' AND d.free_from <= \(day) AND d.pool_id = ANY (\(pools))
                      AND NOT EXISTS (
                        SELECT FROM sluse.quarantine AS q
                        WHERE q.tenant_id = d.tenant_id AND q.work = 'expire' AND q.subject = d.id::text AND q.retry_at > now())
                    ORDER BY d.free_from, d.id
                    LIMIT \(Int64(limit))
                    FOR NO KEY UPDATE
                ) AS due
                WHERE c.tenant_id = due.tenant_id AND c.id = due.id
                RETURNING c.tenant_id, c.id, c.pool_id, c.period, c.state, c.end_reason, c.version
            ), trail AS (
                INSERT INTO sluse.coverage_event (tenant_id, coverage_id, version, kind, effective_on, period, state, reason, key)
                SELECT e.tenant_id, e.id, e.version, e.state, upper(e.period), e.period, e.state, e.end_reason,
                       sluse.key('coverage_over', e.tenant_id::text, e.id::text, upper(e.period)::text)
                FROM ended AS e
            )
            SELECT e.id, e.pool_id, upper(e.period), e.state FROM ended AS e ORDER BY e.id
            """
        ) { row throws(PostgresError) in
            EndedCoverage(
                on: EndedOn(coverage: try row.next(), pool: try row.next(), to: try row.next()), state: try row.next())
        }
    }

    /// Notices still planned for coverages that are over have nothing left to say; those that were due are recorded as skipped.
    static func dropPlans(of ended: [EndedOn], in tenant: TenantID, on day: Day) -> Command {
        Command(
            "drop_plans_of_ended",
            """
            UPDATE sluse.notice AS n
            SET state = CASE WHEN n.due_on <= \(day) THEN 'skipped_late' ELSE 'superseded' END
            WHERE n.tenant_id = \(tenant) AND n.coverage_id = ANY (\(ended.map(\.coverage)))
              AND n.state = 'planned' AND n.kind = 'coverage_ends'
            """)
    }
}

/// A coverage that the daemon has just ended.
struct EndedCoverage: Sendable {
    var on: EndedOn
    /// `expired`, or `ended` where an earlier end had been agreed.
    var state: String
}

/// When and where a coverage ended; `to` is the day after the last covered one.
struct EndedOn: Sendable {
    var coverage: Int32
    var pool: Int32
    var to: Day
}

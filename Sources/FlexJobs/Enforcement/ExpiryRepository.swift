import Municipal
import Postgres
import Tenancy

/// Ends coverages on their legal day, however late it is noticed, and tells those it concerns.
enum ExpiryRepository {
    /// Writes the transition of at most `limit` coverages whose last covered day is past, oldest first, and names them.
    ///
    /// The key is made of municipality, coverage, kind and day, so a second attempt writes nothing.
    /// A coverage whose end was agreed for another reason ends for that reason; every other one expires.
    static func recordEndings(in tenant: TenantID, pools: [Int32], on day: Day, limit: Int) -> Statement<EndedCoverage>
    {
        Statement(
            "record_endings",
            """
            INSERT INTO sluse.coverage_event (tenant_id, coverage_id, version, kind, effective_on, period, state, reason, key)
            SELECT due.tenant_id, due.id, due.version + 1,
                   CASE WHEN due.end_reason IS NULL THEN 'expired' ELSE 'ended' END,
                   upper(due.period), due.period,
                   CASE WHEN due.end_reason IS NULL THEN 'expired' ELSE 'ended' END,
                   coalesce(due.end_reason, 'expired'),
                   sluse.key('coverage_over', due.tenant_id::text, due.id::text, upper(due.period)::text)
            FROM (
                SELECT c.tenant_id, c.id, c.version, c.period, c.end_reason
                FROM sluse.coverage AS c
                WHERE c.tenant_id = \(tenant) AND c.state = 'active' AND c.free_from <= \(day) AND c.pool_id = ANY (\(pools))
                  AND NOT EXISTS (
                    SELECT FROM sluse.quarantine AS q
                    WHERE q.tenant_id = c.tenant_id AND q.work = 'expire' AND q.subject = c.id::text AND q.retry_at > now())
                ORDER BY c.free_from, c.id
                LIMIT \(Int64(limit))
                FOR NO KEY UPDATE
            ) AS due
            RETURNING coverage_id, state
            """
        ) { row throws(PostgresError) in
            EndedCoverage(id: try row.next(), state: try row.next())
        }
    }

    /// Moves the coverages named to the state their transition says.
    static func end(_ ended: [EndedCoverage], in tenant: TenantID) -> Command {
        Command(
            "end_coverages",
            """
            UPDATE sluse.coverage AS c
            SET state = e.state, end_reason = e.reason, version = e.version
            FROM sluse.coverage_event AS e
            WHERE c.tenant_id = \(tenant) AND c.id = ANY (\(ended.map(\.id))) AND c.state = 'active'
              AND e.tenant_id = c.tenant_id AND e.coverage_id = c.id AND e.version = c.version + 1
            """)
    }

    /// Notices still planned for coverages that are over have nothing left to say; those that were due are recorded as skipped.
    static func dropPlans(of ended: [EndedCoverage], in tenant: TenantID, on day: Day) -> Command {
        Command(
            "drop_plans_of_ended",
            """
            UPDATE sluse.notice AS n
            SET state = CASE WHEN n.due_on <= \(day) THEN 'skipped_late' ELSE 'superseded' END
            WHERE n.tenant_id = \(tenant) AND n.coverage_id = ANY (\(ended.map(\.id)))
              AND n.state = 'planned' AND n.kind = 'coverage_ends'
            """)
    }

    /// The facts that follow-ups are planned from.
    static func lastDays(of ended: [EndedCoverage], in tenant: TenantID) -> Statement<EndedOn> {
        Statement(
            "last_days_of_ended",
            """
            SELECT c.id, c.pool_id, upper(c.period)
            FROM sluse.coverage AS c
            WHERE c.tenant_id = \(tenant) AND c.id = ANY (\(ended.map(\.id)))
            ORDER BY c.id
            """
        ) { row throws(PostgresError) in
            EndedOn(coverage: try row.next(), pool: try row.next(), to: try row.next())
        }
    }
}

/// A coverage that the daemon has just ended.
struct EndedCoverage: Sendable {
    var id: Int32
    /// `expired`, or `ended` where an earlier end had been agreed.
    var state: String
}

/// When and where a coverage ended; `to` is the day after the last covered one.
struct EndedOn: Sendable {
    var coverage: Int32
    var pool: Int32
    var to: Day
}

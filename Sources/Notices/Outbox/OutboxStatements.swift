import FoundationEssentials
import Municipal
import Postgres
import Tenancy

/// The statements by which notices leave the outbox.
///
/// A row is `pending`, then `leased` to one sender for a bounded time, then `sent`, `dead` or `pending` again. Every lease
/// raises the fence, and a sender marks a row only under the fence it was given.
enum OutboxStatements {
    /// Takes leases of rows that are due: pending ones, and those whose sender did not come back in time.
    ///
    /// Rows that another sender is about to take are passed over.
    static func claim(in tenant: TenantID, owner: UUID, limit: Int, lease: Duration) -> Statement<ClaimedNotice> {
        Statement(
            "claim_notices",
            """
            WITH due AS (
                SELECT x.key
                FROM sluse.outbox AS x
                WHERE x.tenant_id = \(tenant) AND x.state IN ('pending', 'leased') AND x.not_before <= now()
                  AND (x.state = 'pending' OR x.lease_until <= now())
                ORDER BY x.not_before, x.key
                LIMIT \(Int64(limit))
                FOR NO KEY UPDATE SKIP LOCKED
            )
            UPDATE sluse.outbox AS x
            SET state = 'leased', attempts = x.attempts + 1, lease_owner = \(owner),
                lease_until = now() + \(milliseconds(lease)) * interval '1 millisecond', lease_fence = x.lease_fence + 1
            FROM due
            JOIN sluse.notice AS n ON n.tenant_id = \(tenant) AND n.key = due.key
            WHERE x.tenant_id = \(tenant) AND x.key = due.key
            RETURNING x.key, x.payload::text, coalesce(n.dated_on, n.due_on), n.id, x.attempts, x.lease_fence
            """
        ) { row throws(PostgresError) in
            ClaimedNotice(
                key: try row.next(), payload: try row.next(), datedOn: try row.next(), noticeID: try row.next(),
                attempt: try row.next(), fence: try row.next())
        }
    }

    /// What still waits to be sent, and why the one that was last put back was.
    static func waiting(in tenant: TenantID) -> Statement<WaitingNotices> {
        Statement(
            "waiting_notices",
            """
            SELECT count(*) FILTER (WHERE x.state = 'pending'), count(*) FILTER (WHERE x.state = 'leased'),
                   (array_agg(x.last_error ORDER BY x.not_before DESC) FILTER (
                       WHERE x.state = 'pending' AND x.last_error IS NOT NULL))[1]
            FROM sluse.outbox AS x
            WHERE x.tenant_id = \(tenant) AND x.state IN ('pending', 'leased')
            """
        ) { row throws(PostgresError) in
            WaitingNotices(count: try row.next(), leased: try row.next(), cause: try row.next())
        }
    }

    /// Buries rows whose sender never came back from the last attempt they had.
    static func buryAbandoned(in tenant: TenantID, attempts: Int) -> Command {
        Command(
            "bury_abandoned_notices",
            """
            UPDATE sluse.outbox AS x
            SET state = 'dead', lease_owner = NULL, lease_until = NULL,
                last_error = coalesce(x.last_error, 'the sender stopped in the middle of every attempt')
            WHERE x.tenant_id = \(tenant) AND x.state = 'leased' AND x.lease_until <= now()
              AND x.attempts >= \(Int64(attempts))
            """)
    }

    /// Buries notices of an end that has moved since they were written, or that is past: nobody is told what is not true.
    static func buryOutdated(in tenant: TenantID) -> Command {
        Command(
            "bury_outdated_notices",
            """
            UPDATE sluse.outbox AS x
            SET state = 'dead', lease_owner = NULL, lease_until = NULL, last_error = 'no longer true: the end has moved or is past'
            FROM sluse.notice AS n
            JOIN sluse.coverage AS c ON c.tenant_id = n.tenant_id AND c.id = n.coverage_id
            WHERE x.tenant_id = \(tenant) AND n.tenant_id = x.tenant_id AND n.key = x.key AND n.kind = 'coverage_ends'
              AND (x.state = 'pending' OR (x.state = 'leased' AND x.lease_until <= now())) AND x.not_before <= now()
              AND (c.free_from IS DISTINCT FROM n.about + 1 OR n.about < sluse.today())
            """)
    }

    /// Marks a row as sent.
    static func markSent(_ notice: ClaimedNotice, in tenant: TenantID, owner: UUID, receipt: String) -> Command {
        Command(
            "mark_notice_sent",
            """
            UPDATE sluse.outbox AS x
            SET state = 'sent', sent_at = now(), receipt = \(receipt), last_error = NULL,
                lease_owner = NULL, lease_until = NULL
            WHERE \(fragment: held(notice, in: tenant, owner: owner))
            """)
    }

    /// Puts a row back, to be tried again after a wait.
    static func markRetry(
        _ notice: ClaimedNotice, in tenant: TenantID, owner: UUID, after wait: Duration, error: String
    ) -> Command {
        Command(
            "mark_notice_for_retry",
            """
            UPDATE sluse.outbox AS x
            SET state = 'pending', not_before = now() + \(milliseconds(wait)) * interval '1 millisecond',
                last_error = \(error), lease_owner = NULL, lease_until = NULL
            WHERE \(fragment: held(notice, in: tenant, owner: owner))
            """)
    }

    /// Sets a row aside until a person says otherwise.
    static func markDead(_ notice: ClaimedNotice, in tenant: TenantID, owner: UUID, error: String) -> Command {
        Command(
            "mark_notice_dead",
            """
            UPDATE sluse.outbox AS x
            SET state = 'dead', last_error = \(error), lease_owner = NULL, lease_until = NULL
            WHERE \(fragment: held(notice, in: tenant, owner: owner))
            """)
    }

    /// Gives leases back unused: the attempts are not counted.
    static func release(
        _ notices: [ClaimedNotice], in tenant: TenantID, owner: UUID, after wait: Duration, error: String?
    ) -> Command {
        Command(
            "release_notices",
            """
            UPDATE sluse.outbox AS x
            SET state = 'pending', not_before = now() + \(milliseconds(wait)) * interval '1 millisecond',
                attempts = x.attempts - 1, last_error = coalesce(\(error as String?), x.last_error),
                lease_owner = NULL, lease_until = NULL
            FROM unnest(\(notices.map(\.key))::uuid[], \(notices.map(\.fence))::int[]) AS given (key, fence)
            WHERE x.tenant_id = \(tenant) AND x.key = given.key AND x.lease_fence = given.fence
              AND x.state = 'leased' AND x.lease_owner = \(owner)
            """)
    }

    private static func held(_ notice: ClaimedNotice, in tenant: TenantID, owner: UUID) -> SQL {
        """
        x.tenant_id = \(tenant) AND x.key = \(notice.key) AND x.state = 'leased'
              AND x.lease_fence = \(notice.fence) AND x.lease_owner = \(owner)
        """
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        Int64(duration / .milliseconds(1))
    }
}

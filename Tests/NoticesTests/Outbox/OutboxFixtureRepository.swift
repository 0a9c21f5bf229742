import FoundationEssentials
import Postgres
import Tenancy
import TestSupport

/// Fills the outbox of a test's database, and looks at it from behind.
struct OutboxFixtureRepository: Sendable {
    let superuser: Database

    /// A row of the outbox as it stands.
    struct Row: Sendable, Hashable {
        var notice: Int32
        var state: String
        var attempts: Int32
        var fence: Int32
        var error: String?
        var receipt: String?
        var isDue: Bool
    }

    /// Makes a pool with one open offer, and `count` notices about it in the outbox, numbered from 1.
    func fill(_ count: Int, in tenant: TenantID = TestDatabase.ishoj) async throws {
        try await superuser.transaction { tx in
            // Nobody's login does all of this, and a superuser is in nobody's audit: so without triggers.
            try tx.execute("SET LOCAL session_replication_role = replica")
            try tx.execute(
                """
                INSERT INTO sluse.pool
                    (tenant_id, id, slug, title, kind, hours_bound_minutes, hours_bound_inclusive, pause_moves_end, notice_days,
                     answer_days, when_declined, when_lapsed, priority_classes)
                VALUES (\(tenant), 1, 'mikrofleks', 'Mikrofleksjob', 'flex_job', 600, false, true, '{90}', 14, 'back', 'park', '{a}')
                """)
            try tx.execute(
                """
                INSERT INTO sluse.citizen (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born)
                VALUES (\(tenant), 17, sha256('17'), '\\x00', '\\x00', 1, '1980-01-01')
                """)
            try tx.execute(
                """
                INSERT INTO sluse.waiting_entry
                    (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, state, listed_on)
                VALUES (\(tenant), 1, 1, 17, 'a', '2025-01-01', 'offered', '2025-01-01')
                """)
            try tx.execute(
                """
                INSERT INTO sluse.waiting_event
                    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
                VALUES (\(tenant), 1, 1, 'listed', '2025-01-01', 'a', '2025-01-01', 'offered', 'test')
                """)
            try tx.execute(
                """
                INSERT INTO sluse.offer (tenant_id, id, key, pool_id, entry_id, made_on, answer_by, state)
                VALUES (\(tenant), 9, sluse.key('offer'), 1, 1, '2025-01-18', '2025-02-01', 'open')
                """)
            try tx.execute(
                """
                INSERT INTO sluse.notice (tenant_id, key, id, kind, pool_id, offer_id, about, due_on, state, dated_on)
                SELECT \(tenant), sluse.key(\(tenant)::text, n::text), n, 'offer_made', 1, 9, '2025-02-01', '2025-01-18', 'recorded', '2025-01-18'
                FROM generate_series(1, \(Int32(count))) AS n
                """)
            try tx.execute(
                """
                INSERT INTO sluse.outbox (tenant_id, key, topic, payload)
                SELECT n.tenant_id, n.key, n.kind, jsonb_build_object(
                    'kind', n.kind, 'noticeId', n.id, 'citizen', 'B-17', 'offer', 'O-9', 'pool', 'Mikrofleksjob',
                    'answerBy', n.about)
                FROM sluse.notice AS n WHERE n.tenant_id = \(tenant)
                """)
        }
    }

    /// The outbox in the order of the notices.
    func rows(in tenant: TenantID = TestDatabase.ishoj) async throws -> [Row] {
        try await superuser.transaction(.readOnly) { tx in
            try tx.fetch(
                """
                SELECT n.id, x.state, x.attempts, x.lease_fence, x.last_error, x.receipt, x.not_before <= now()
                FROM sluse.outbox AS x JOIN sluse.notice AS n USING (tenant_id, key)
                WHERE tenant_id = \(tenant) ORDER BY n.id
                """
            ) { row in
                Row(
                    notice: try row.next(), state: try row.next(), attempts: try row.next(), fence: try row.next(),
                    error: try row.next(), receipt: try row.next(), isDue: try row.next())
            }
        }
    }

    /// The seconds until each row may be sent.
    func waits() async throws -> [Double] {
        try await superuser.transaction(.readOnly) { tx in
            try tx.fetch("SELECT extract(epoch FROM x.not_before - now())::float8 FROM sluse.outbox AS x") { row in
                try row.next()
            }
        }
    }

    /// Takes a key out of a notice's payload.
    func removeKey(_ key: String, fromNotice number: Int32) async throws {
        try await superuser.transaction { tx in
            try tx.execute(
                """
                UPDATE sluse.outbox AS x SET payload = x.payload - \(key)
                FROM sluse.notice AS n WHERE n.key = x.key AND n.id = \(number)
                """)
        }
    }

    /// Lets the time of all leases and waits be over.
    func letTimePass() async throws {
        try await superuser.transaction { tx in
            try tx.execute(
                """
                UPDATE sluse.outbox AS x
                SET lease_until = CASE x.state WHEN 'leased' THEN now() - interval '1 second' END,
                    not_before = least(x.not_before, now())
                WHERE x.state IN ('pending', 'leased')
                """)
        }
    }
}

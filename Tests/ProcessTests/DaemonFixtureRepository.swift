import Postgres
import Tenancy
import TestSupport
import Testing

/// Notices for the daemon to send, and what it leaves behind.
struct DaemonFixtureRepository: Sendable {
    let superuser: Database

    /// Puts `count` notices about one offer into Ishøj's outbox, numbered from `first`, and says so.
    func enqueue(_ count: Int, from first: Int = 1) async throws {
        let tenant = TestDatabase.ishoj
        try await superuser.transaction { tx in
            // Nobody's login does all of this, and a superuser is in nobody's audit: so without triggers.
            try tx.execute("SET LOCAL session_replication_role = replica")
            try tx.execute(
                """
                INSERT INTO sluse.pool
                    (tenant_id, id, slug, title, kind, hours_bound_minutes, hours_bound_inclusive, pause_moves_end, notice_days,
                     answer_days, when_declined, when_lapsed, priority_classes)
                VALUES (\(tenant), 1, 'mikrofleks', 'Mikrofleksjob', 'flex_job', 600, false, true, '{90}', 14, 'back', 'park', '{a}')
                ON CONFLICT DO NOTHING
                """)
            try tx.execute(
                """
                INSERT INTO sluse.citizen (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born)
                VALUES (\(tenant), 17, sha256('17'), '\\x00', '\\x00', 1, '1980-01-01') ON CONFLICT DO NOTHING
                """)
            try tx.execute(
                """
                INSERT INTO sluse.waiting_entry
                    (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, state, listed_on)
                VALUES (\(tenant), 1, 1, 17, 'a', '2025-01-01', 'withdrawn', '2025-01-01') ON CONFLICT DO NOTHING
                """)
            try tx.execute(
                """
                INSERT INTO sluse.waiting_event
                    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
                VALUES (\(tenant), 1, 1, 'listed', '2025-01-01', 'a', '2025-01-01', 'withdrawn', 'test') ON CONFLICT DO NOTHING
                """)
            try tx.execute(
                """
                INSERT INTO sluse.offer (tenant_id, id, key, pool_id, entry_id, made_on, answer_by, state, answered_on)
                VALUES (\(tenant), 9, sluse.key('offer'), 1, 1, '2025-01-18', '2025-02-01', 'declined', '2025-01-19')
                ON CONFLICT DO NOTHING
                """)
            try tx.execute(
                """
                INSERT INTO sluse.notice (tenant_id, key, id, kind, pool_id, offer_id, about, due_on, state, dated_on)
                SELECT \(tenant), sluse.key(\(tenant)::text, n::text), n, 'offer_made', 1, 9, '2025-02-01', '2025-01-18', 'recorded',
                       '2025-01-18'
                FROM generate_series(\(Int32(first)), \(Int32(first + count - 1))) AS n
                """)
            try tx.execute(
                """
                INSERT INTO sluse.outbox (tenant_id, key, topic, payload)
                SELECT n.tenant_id, n.key, n.kind, jsonb_build_object(
                    'kind', n.kind, 'noticeId', n.id, 'citizen', 'B-17', 'offer', 'O-9', 'pool', 'Mikrofleksjob',
                    'answerBy', n.about)
                FROM sluse.notice AS n WHERE n.tenant_id = \(tenant) AND n.id >= \(Int32(first))
                """)
            try tx.execute("NOTIFY sluse_work")
        }
    }

    /// How many outbox rows are in a state.
    func count(_ state: String) async throws -> Int {
        try await superuser.transaction(.readOnly) { tx in
            let counts: [Int] = try tx.fetch("SELECT count(*) FROM sluse.outbox AS x WHERE x.state = \(state)") { row in
                try row.next()
            }
            return counts.first ?? 0
        }
    }

    /// Leaves a row in somebody else's hands for an hour that should have gone out an hour ago.
    func leaveInOtherHands() async throws {
        try await enqueue(1)
        try await superuser.transaction { tx in
            try tx.execute(
                """
                UPDATE sluse.outbox SET state = 'leased', lease_owner = gen_random_uuid(),
                    lease_until = now() + interval '1 hour', recorded_at = now() - interval '1 hour',
                    sent_at = NULL, receipt = NULL
                """)
        }
    }

    /// Lets whatever is to be tried again later be tried now.
    func endWaits() async throws {
        try await superuser.transaction { tx in
            try tx.execute("UPDATE sluse.outbox SET not_before = now() WHERE state = 'pending'")
        }
    }

    /// Adopts two places in the pool that ``enqueue(_:from:)`` makes, which are then to be opened.
    func addCapacity() async throws {
        try await superuser.transaction { tx in
            try tx.execute("SET LOCAL session_replication_role = replica")
            try tx.execute(
                """
                INSERT INTO sluse.pool_capacity (tenant_id, pool_id, id, declared_from, valid, places, status)
                VALUES (\(TestDatabase.ishoj), 1, 1, '2025-01-01', '[2025-01-01,)', 2, 'adopted')
                """)
        }
    }

    /// Keeps all pools locked, through another handle, while the body runs.
    func holdingPools(by other: Database, _ body: @Sendable () async throws -> Void) async throws {
        let holding = Task {
            try await other.transaction { tx in
                try tx.execute("SELECT FROM sluse.pool FOR NO KEY UPDATE")
                try tx.execute("SELECT pg_sleep(600)")
            }
        }
        defer { holding.cancel() }
        try await DaemonProcess.eventually("the pools are locked") {
            try await superuser.transaction(.readOnly) { tx in
                let sleeping: [Int] = try tx.fetch(
                    """
                    SELECT count(*) FROM pg_stat_activity AS a
                    WHERE a.datname = current_database() AND a.wait_event = 'PgSleep'
                    """
                ) { row in try row.next() }
                return sleeping == [1]
            }
        }
        try await body()
    }

    /// Lets the time of all leases be over.
    func endLeases() async throws {
        try await superuser.transaction { tx in
            try tx.execute("UPDATE sluse.outbox SET lease_until = now() WHERE state = 'leased'")
        }
    }

    /// Takes from the daemon the right to read capacities.
    func denyEnforcement() async throws {
        try await superuser.transaction { tx in try tx.execute("REVOKE ALL ON sluse.pool_capacity FROM sluse_daemon") }
    }

    /// Makes this a database that may not pretend another day.
    func makeReal() async throws {
        try await superuser.transaction { tx in try tx.execute("UPDATE sluse.deployment SET sample = false") }
    }

    /// Ends all connections of the daemon, as a server that restarts would.
    ///
    /// - Returns: How many there were.
    func endDaemonConnections() async throws -> Int {
        try await superuser.transaction { tx in
            let ended: [Int] = try tx.fetch(
                """
                SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity AS a
                WHERE a.datname = current_database() AND a.application_name = 'slused'
                """
            ) { row in try row.next() }
            return ended.first ?? 0
        }
    }
}

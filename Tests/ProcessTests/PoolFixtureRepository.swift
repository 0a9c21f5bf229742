import Postgres
import Tenancy
import TestSupport

/// A pool with people in it and people waiting, made as a person would make it: every constraint and the audit included.
struct PoolFixtureRepository: Sendable {
    let tenant = TestDatabase.ishoj

    /// Forty places whose coverages end one by one from 1 January 2025 on, a smaller capacity in between, and ten who wait.
    func make(_ database: Database) async throws {
        try await database.write(in: tenant) { tx in
            try tx.execute(
                """
                INSERT INTO sluse.pool (tenant_id, id, slug, title, kind, hours_bound_minutes, hours_bound_inclusive, pause_moves_end,
                    notice_days, answer_days, when_declined, when_lapsed, priority_classes, seats_settled_on)
                VALUES (\(tenant), 1, 'mikrofleks', 'Mikrofleksjob', 'flex_job', 600, false, true, '{30,10}', 5, 'back', 'park', '{a}',
                    '2020-01-01')
                """)
            try tx.execute(
                """
                INSERT INTO sluse.pool_capacity (tenant_id, pool_id, id, declared_from, valid, places, status)
                VALUES (\(tenant), 1, 1, '2020-01-01', '[2020-01-01,2025-01-20)', 40, 'adopted'),
                       (\(tenant), 1, 2, '2025-01-20', '[2025-01-20,2025-02-10)', 25, 'adopted'),
                       (\(tenant), 1, 3, '2025-02-10', '[2025-02-10,)', 30, 'adopted')
                """)
            try tx.execute(
                """
                INSERT INTO sluse.seat (tenant_id, pool_id, number, open)
                SELECT \(tenant), 1, n, '[2020-01-01,)' FROM generate_series(1, 40) AS n
                """)
            try tx.execute(
                """
                INSERT INTO sluse.citizen (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born)
                SELECT \(tenant), n, sha256(int4send(n)), '\\x00', '\\x00', 1, '1980-01-01' FROM generate_series(1, 50) AS n
                """)
            try tx.execute(
                """
                INSERT INTO sluse.coverage (tenant_id, id, pool_id, seat_number, citizen_id, employer_cvr, weekly_minutes, monthly_ore,
                    case_number, from_unemployment_benefit, period)
                SELECT \(tenant), n, 1, n, n, '13748136', 480, 900000, '23/1', true, daterange('2023-01-01', date '2025-01-01' + n)
                FROM generate_series(1, 40) AS n
                """)
            try tx.execute(
                """
                INSERT INTO sluse.coverage_event (tenant_id, coverage_id, version, kind, effective_on, period, state, key)
                SELECT tenant_id, id, 1, 'granted', lower(period), period, state, sluse.key('granted', id::text)
                FROM sluse.coverage WHERE tenant_id = \(tenant)
                """)
            try tx.execute(
                """
                INSERT INTO sluse.notice (tenant_id, key, id, kind, pool_id, coverage_id, step, about, due_on, state)
                SELECT c.tenant_id,
                       sluse.key('coverage_ends', c.tenant_id::text, c.id::text, step::text, (upper(c.period) - 1)::text),
                       row_number() OVER (), 'coverage_ends', 1, c.id, step, upper(c.period) - 1,
                       upper(c.period) - 1 - step, 'planned'
                FROM sluse.coverage AS c, unnest(ARRAY[30, 10]) AS step WHERE c.tenant_id = \(tenant)
                """)
            try tx.execute("INSERT INTO sluse.counter (tenant_id, kind, last) VALUES (\(tenant), 'notice', 80)")
            try tx.execute(
                """
                INSERT INTO sluse.waiting_entry (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, state, listed_on)
                SELECT \(tenant), n, 1, 40 + n, 'a', '2024-01-01', 'waiting', '2024-01-01' FROM generate_series(1, 10) AS n
                """)
            try tx.execute(
                """
                INSERT INTO sluse.waiting_event
                    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
                SELECT \(tenant), n, 1, 'listed', '2024-01-01', 'a', '2024-01-01', 'waiting', 'test' FROM generate_series(1, 10) AS n
                """)
        }
    }

    /// What must not depend on when the daemon ran or how it ended: coverages, places, transitions.
    func legalState(_ database: Database) async throws -> [String] {
        try await database.read(in: tenant) { tx -> [String] in
            try tx.fetch(
                """
                SELECT format('coverage %s %s %s %s', id, seat_number, state, end_reason) FROM sluse.coverage
                WHERE tenant_id = \(tenant)
                UNION ALL
                SELECT format('seat %s %s', number, open) FROM sluse.seat WHERE tenant_id = \(tenant)
                UNION ALL
                SELECT format('event %s %s %s %s %s', coverage_id, version, kind, effective_on, key) FROM sluse.coverage_event
                WHERE tenant_id = \(tenant)
                ORDER BY 1
                """
            ) { row in try row.next(String.self) }
        }
    }

    /// What would show that something happened twice: letters about the same thing, offers beyond the places.
    func doubles(_ database: Database) async throws -> [String] {
        try await database.read(in: tenant) { tx -> [String] in
            try tx.fetch(
                """
                SELECT format('%s notices %s about coverage %s', count(*), kind, coverage_id) FROM sluse.notice
                WHERE tenant_id = \(tenant) AND kind = 'coverage_ended' GROUP BY kind, coverage_id HAVING count(*) > 1
                UNION ALL
                SELECT format('%s open offers to entry %s', count(*), entry_id) FROM sluse.offer
                WHERE tenant_id = \(tenant) AND state = 'open' GROUP BY entry_id HAVING count(*) > 1
                UNION ALL
                SELECT format('notice %s is recorded and not in the outbox', n.id) FROM sluse.notice AS n
                WHERE n.tenant_id = \(tenant) AND n.state = 'recorded'
                  AND NOT EXISTS (SELECT FROM sluse.outbox AS x WHERE x.tenant_id = n.tenant_id AND x.key = n.key)
                """
            ) { row in try row.next(String.self) }
        }
    }
}

import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

extension OperatorSQLTests {
    private func entryBecomes(_ state: String, trail: String) -> [SQL] {
        [
            "UPDATE sluse.waiting_entry SET state = \(state), version = 2 WHERE tenant_id = 183 AND id = 90",
            """
            INSERT INTO sluse.waiting_event
                (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
            VALUES (183, 90, 2, 'parked', '2024-06-01', 'ordinary', '2024-05-01', \(trail), 'test')
            """,
        ]
    }

    @Test("A transition that the coverage did not make is refused, whether after its end, ahead of it, or another one")
    func forgedTransitions() async throws {
        try await withPool { scene async throws in
            let login = TestLogin.ishojCaseworker
            let (present, longer) = ("[2023-08-01,2025-08-01)", "[2023-08-01,2025-12-01)")
            for forged in [
                event(1, version: 3, "extended", "[2022-02-01,2026-01-01)", "active"),
                event(2, version: 2, "expired", present, "expired"),
                event(2, version: 9, "extended", longer, "active"),
            ] {
                #expect(try await outcome(scene, as: login, [forged]) == "23514 coverage_event_true")
            }
            #expect(
                try await outcome(scene, as: login, [event(2, version: 0, "granted", present, "active")])
                    == "23514 coverage_event_version_check")
            let change: SQL = """
                UPDATE sluse.coverage SET period = \(longer)::text::daterange, version = 2
                WHERE tenant_id = 183 AND id = 2
                """
            #expect(
                try await outcome(scene, as: login, [change, event(2, version: 2, "extended", present, "active")])
                    == "23514 coverage_event_true")
            #expect(
                try await outcome(scene, as: login, [change, event(2, version: 2, "extended", longer, "ended")])
                    == "23514 coverage_event_true")
            #expect(
                try await outcome(scene, as: login, [event(2, version: 2, "extended", longer, "active"), change])
                    == "23514 coverage_event_true", "the event before its state")
            #expect(
                try await outcome(scene, as: login, [change, event(2, version: 2, "extended", longer, "active")])
                    == "done")
        }
    }

    @Test("An entry on the waiting list has no event that is not its own")
    func forgedWaiting() async throws {
        try await withPool { scene async throws in
            let login = TestLogin.ishojCaseworker
            let listed: [SQL] = [
                """
                INSERT INTO sluse.waiting_entry
                    (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, listed_on, state)
                VALUES (183, 90, 1, 3, 'ordinary', '2024-05-01', '2024-05-01', 'waiting')
                """,
                """
                INSERT INTO sluse.waiting_event
                    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
                VALUES (183, 90, 1, 'listed', '2024-05-01', 'ordinary', '2024-05-01', 'waiting', 'test')
                """,
            ]
            #expect(try await outcome(scene, as: login, listed) == "done")
            let ahead = Array(entryBecomes("parked", trail: "parked").suffix(1))
            #expect(try await outcome(scene, as: login, ahead) == "23514 waiting_event_true")
            #expect(
                try await outcome(scene, as: login, entryBecomes("waiting", trail: "parked"))
                    == "23514 waiting_event_true")
            #expect(try await outcome(scene, as: login, entryBecomes("withdrawn", trail: "withdrawn")) == "done")
            let after: SQL = """
                INSERT INTO sluse.waiting_event
                    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
                VALUES (183, 90, 3, 'listed', '2024-06-01', 'ordinary', '2024-05-01', 'waiting', 'test')
                """
            #expect(try await outcome(scene, as: login, [after]) == "23514 waiting_event_true")
        }
    }

    @Test("A coverage that is over is not paused, and one that runs is")
    func pauses() async throws {
        try await withPool { scene async throws in
            for (coverage, expected) in [(Int32(1), "23514 coverage_pause_guard"), (2, "done")] {
                let pause: SQL = """
                    INSERT INTO sluse.coverage_pause (tenant_id, coverage_id, number, period, reason, counted_on)
                    VALUES (183, \(coverage), 1, '[2023-10-01,2023-11-01)', 'illness', '2024-06-01')
                    """
                #expect(try await outcome(scene, as: .ishojCaseworker, [pause]) == expected)
            }
        }
    }

    @Test("Nobody ends a coverage before its day, the daemon included, and none is granted that is over already")
    func early() async throws {
        try await withPool { scene async throws in
            for login in [TestLogin.ishojCaseworker, .daemon] {
                #expect(
                    try await outcome(
                        scene, as: login,
                        [
                            """
                            UPDATE sluse.coverage SET state = 'expired', end_reason = 'expired', version = 2
                            WHERE tenant_id = 183 AND id = 2
                            """,
                            event(2, version: 2, "expired", "[2023-08-01,2025-08-01)", "expired"),
                        ]) == "23514 coverage_not_over", "\(login)")
            }
            let over: SQL = """
                INSERT INTO sluse.coverage (
                    tenant_id, id, pool_id, seat_number, citizen_id, employer_cvr, weekly_minutes, monthly_ore, case_number,
                    from_unemployment_benefit, period, state, end_reason)
                VALUES (183, 90, 1, 1, 3, '13748136', 480, 900000, '24/1', true, '[2024-07-01,2090-01-01)', 'expired', 'expired')
                """
            #expect(try await outcome(scene, as: .ishojCaseworker, [over]) == "42501")
        }
    }

    @Test("A place that opens in the past is counted on every day since, and one that closed in time is let in")
    func seatsOfThePast() async throws {
        try await withPool { scene async throws in
            try await scene.test.superuser().transaction { tx in
                try tx.execute("SET LOCAL session_replication_role = replica")
                try tx.execute("UPDATE sluse.seat SET open = '[2020-01-01,)' WHERE tenant_id = 183 AND number = 1")
            }
            for (open, expected) in [
                ("[2016-01-01,)", "23514 seats_within_capacity"),
                ("[2016-01-01,2020-01-02)", "23514 seats_within_capacity"),
                ("[2016-01-01,2020-01-01)", "done"),
            ] {
                let insert: SQL = """
                    INSERT INTO sluse.seat (tenant_id, pool_id, number, open) VALUES (183, 1, 9, \(open)::text::daterange)
                    """
                #expect(try await outcome(scene, as: .ishojPoolAdministrator, [insert]) == expected, "\(open)")
            }
        }
    }

    @Test("Nobody but the daemon records what is told before it is so, or about an offer")
    func forgedNotices() async throws {
        try await withPool { scene async throws in
            let login = TestLogin.ishojCaseworker
            for (kind, offer, coverage) in [("offer_made", Int32?(1), Int32?.none), ("coverage_ended", nil, 2)] {
                let notice: SQL = """
                    INSERT INTO sluse.notice
                        (tenant_id, key, id, kind, pool_id, coverage_id, offer_id, about, due_on, state, dated_on)
                    VALUES (183, sluse.key('coverage_ended', '183', '2', '2025-08-01'), 900, \(kind), 1, \(coverage), \(offer),
                        '2025-07-31', '2025-08-01', 'recorded', '2024-06-01')
                    """
                #expect(try await outcome(scene, as: login, [notice]) == "42501 notice_guard", "\(kind)")
            }
            for change: SQL in ["state = 'recorded', dated_on = '2024-06-01'", "state = 'skipped_late'"] {
                let update: SQL =
                    "UPDATE sluse.notice SET \(fragment: change) WHERE tenant_id = 183 AND state = 'planned'"
                #expect(try await outcome(scene, as: login, [update]) == "42501 notice_guard")
            }
            for state in ["superseded", "planned"] {
                let update: SQL = "UPDATE sluse.notice SET state = \(state) WHERE tenant_id = 183 AND coverage_id = 2"
                #expect(try await outcome(scene, as: login, [update]) == "done")
            }
        }
    }

    @Test("A letter says what its recorded notice says, and people only revive one that was given up, in the audit")
    func forgedLetters() async throws {
        try await withPool { scene async throws in
            let login = TestLogin.ishojCaseworker
            let planned: SQL = """
                INSERT INTO sluse.outbox (tenant_id, key, topic, payload)
                SELECT n.tenant_id, n.key, n.kind, jsonb_build_object('kind', n.kind, 'noticeId', n.id, 'citizen', 'B-2',
                    'coverage', 'C-2', 'employerCvr', '13748136', 'lastDay', '2025-07-31')
                FROM sluse.notice AS n WHERE n.tenant_id = 183 AND n.coverage_id = 2
                """
            #expect(try await outcome(scene, as: login, [planned]) == "23514 outbox_true")
            for change: SQL in ["state = 'dead'", "not_before = 'infinity'", "attempts = 7"] {
                #expect(
                    try await outcome(scene, as: login, ["UPDATE sluse.outbox SET \(fragment: change)"])
                        == "42501 outbox_guard")
            }
            let letters = try await scene.test.superuser().transaction { tx in
                try tx.fetch("SELECT payload::text FROM sluse.outbox") { row in try row.next(String.self) }
            }
            let letter = try #require(letters.first)
            try await scene.test.superuser().transaction { tx in
                try tx.execute("SET LOCAL session_replication_role = replica")
                try tx.execute("DELETE FROM sluse.outbox WHERE payload = \(letter)::text::jsonb")
            }
            let send: @Sendable (String) -> SQL = { key in
                """
                INSERT INTO sluse.outbox (tenant_id, key, topic, payload)
                SELECT n.tenant_id, n.key, n.kind, \(letter)::text::jsonb || jsonb_build_object(\(key)::text, \("x")::text)
                FROM sluse.notice AS n
                WHERE n.tenant_id = 183 AND n.id = (\(letter)::text::jsonb ->> 'noticeId')::int
                """
            }
            for key in ["kind", "noticeId", "citizen", "coverage", "employerCvr", "lastDay"] {
                #expect(try await outcome(scene, as: login, [send(key)]) == "23514 outbox_true", "\(key)")
            }
            #expect(try await outcome(scene, as: login, [send("word")]) == "done")
            try await scene.test.superuser().transaction { tx in
                try tx.execute("UPDATE sluse.outbox SET state = 'dead', attempts = 9")
            }
            #expect(
                try await outcome(
                    scene, as: login, ["UPDATE sluse.outbox SET state = 'pending', attempts = 0, not_before = now()"])
                    == "done")
            let audited = try await scene.test.superuser().transaction { tx in
                try tx.fetch(
                    """
                    SELECT DISTINCT operation FROM sluse.audit_entry
                    WHERE relation = 'outbox' AND starts_with(actor::text, 'op_') ORDER BY 1
                    """
                ) { row in try row.next(String.self) }
            }
            #expect(audited == ["INSERT", "UPDATE"])
        }
    }

    @Test("A letter is late since it was put in, one that was given up is not, and a capacity is since its first day")
    func lateness() async throws {
        try await PoolScene.with(Self.limited, on: day("2022-01-01")) { scene in
            let late: @Sendable (Day, String) async throws -> [Bool] = { today, since in
                try await scene.at(today, as: .daemon) { tx in
                    try tx.fetch(
                        "SELECT sluse.overdue_since() IS NOT DISTINCT FROM nullif(\(since)::text, '')::timestamptz"
                    ) { row in try row.next(Bool.self) }
                }
            }
            let tamper: @Sendable (SQL) async throws -> Void = { change in
                _ = try await scene.test.superuser().transaction { tx in
                    try tx.execute("UPDATE sluse.outbox SET \(fragment: change)")
                }
            }
            #expect(try await late(day("2023-12-31"), "") == [true])
            #expect(try await late(day("2024-01-05"), "2023-12-31T23:00:00Z") == [true])
            try await scene.enforce(on: day("2024-01-05"))
            #expect(try await late(day("2024-01-05"), "") == [true])
            let people = try await scene.citizens(1)
            try await scene.grant(people[0], from: day("2022-02-01"), on: day("2024-01-05"))
            try await scene.enforce(on: day("2024-02-01"))
            try await tamper("recorded_at = '2020-01-01T00:00:00Z', not_before = 'infinity'")
            #expect(try await late(day("2024-02-01"), "2020-01-01T00:00:00Z") == [true])
            try await tamper("state = 'dead'")
            #expect(try await late(day("2024-02-01"), "") == [true])
        }
    }
}

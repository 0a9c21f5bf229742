import Citizens
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("Raw SQL with an operator's login")
struct OperatorSQLTests {
    static let limited =
        PoolScene.standing.replacing("places: 5 }", with: "places: 3 }, { from: 2024-01-01, places: 2 }")
        + "\nlimit: [ { from: 2015-01-01, months: 24 } ]"

    /// A pool with an ended coverage on place 1, a running one on place 2, and place 3 closed.
    func withPool(_ body: @Sendable (PoolScene) async throws -> Void) async throws {
        try await PoolScene.with(Self.limited, on: day("2022-01-01")) { scene in
            let people = try await scene.citizens(4)
            try await scene.grant(people[0], from: day("2022-02-01"))
            try await scene.grant(people[1], from: day("2023-08-01"))
            try await scene.enforce(on: day("2024-02-01"))
            #expect(try await scene.openSeats() == [1, 2])
            try await body(scene)
        }
    }

    /// The SQLSTATE and the constraint by which a statement is stopped, or `done`, or that it met no row.
    func outcome(_ scene: PoolScene, as login: TestLogin, _ statements: [SQL]) async throws -> String {
        do {
            let rows = try await scene.at(day("2024-06-01"), as: login) { tx in
                try statements.reduce(0) { try $0 + tx.execute($1) }
            }
            return rows == 0 ? "no row" : "done"
        } catch let error as PostgresError {
            return [error.sqlState?.rawValue, error.constraint].compactMap(\.self).joined(separator: " ")
        }
    }

    func coverage(_ id: Int32, seat: Int32, citizen: Int32, _ period: String) -> SQL {
        """
        INSERT INTO sluse.coverage (
            tenant_id, id, pool_id, seat_number, citizen_id, employer_cvr, weekly_minutes, monthly_ore, case_number,
            from_unemployment_benefit, period)
        VALUES (183, \(id), 1, \(seat), \(citizen), '13748136', 480, 900000, '24/1', true, \(period)::text::daterange)
        """
    }

    func event(_ id: Int32, version: Int32, _ kind: String, _ period: String, _ state: String) -> SQL {
        """
        INSERT INTO sluse.coverage_event (tenant_id, coverage_id, version, kind, effective_on, period, state)
        VALUES (183, \(id), \(version), \(kind), '2024-06-01', \(period)::text::daterange, \(state))
        """
    }

    @Test("A coverage can't be put on a taken or a closed place, on a person who has one, or without its transition")
    func overbooking() async throws {
        try await withPool { scene async throws in
            let login = TestLogin.ishojCaseworker
            let put: @Sendable (Int32, Int32, String) async throws -> String = { seat, citizen, period in
                try await outcome(
                    scene, as: login,
                    [
                        coverage(90, seat: seat, citizen: citizen, period),
                        event(90, version: 1, "granted", period, "active"),
                    ])
            }
            #expect(try await put(2, 3, "[2024-07-01,2025-01-01)") == "23P01 coverage_one_per_seat")
            #expect(try await put(3, 3, "[2024-07-01,2025-01-01)") == "23514 coverage_seat_open")
            #expect(try await put(1, 3, "[2014-07-01,2015-02-01)") == "23514 coverage_seat_open")
            #expect(try await put(9, 3, "[2024-07-01,2025-01-01)") == "23514 coverage_seat_open")
            #expect(try await put(1, 2, "[2024-07-01,2025-01-01)") == "23P01 coverage_one_per_citizen")
            #expect(
                try await outcome(scene, as: login, [coverage(90, seat: 1, citizen: 3, "[2024-07-01,2025-01-01)")])
                    == "23503 coverage_has_event")
            #expect(try await put(1, 3, "[2024-07-01,2025-01-01)") == "done")
        }
    }

    @Test("Places can't be added beyond the capacity of any day, opened again, or closed under someone")
    func seats() async throws {
        try await withPool { scene async throws in
            let insert: @Sendable (TestLogin, String) async throws -> String = { login, open in
                try await outcome(
                    scene, as: login,
                    [
                        "INSERT INTO sluse.seat (tenant_id, pool_id, number, open) VALUES (183, 1, 9, \(open)::text::daterange)"
                    ])
            }
            for open in ["[2024-06-01,)", "[2023-01-01,)", "[2010-01-01,)", "[2030-01-01,)"] {
                #expect(try await insert(.ishojPoolAdministrator, open) == "23514 seats_within_capacity", "\(open)")
                #expect(try await insert(.ishojCaseworker, open) == "42501", "\(open)")
            }
            let update: @Sendable (Int32, String) async throws -> String = { seat, open in
                try await outcome(
                    scene, as: .ishojPoolAdministrator,
                    ["UPDATE sluse.seat SET open = \(open)::text::daterange WHERE tenant_id = 183 AND number = \(seat)"]
                )
            }
            #expect(try await update(3, "[2015-01-01,)") == "23514 seat_guard")
            #expect(try await update(1, "[2014-01-01,)") == "23514 seat_guard")
            #expect(try await update(2, "[2015-01-01,2024-06-01)") == "23514 seat_covered")
            #expect(try await update(1, "[2015-01-01,2024-06-01)") == "done")
            let counts: SQL = "UPDATE sluse.pool_occupancy SET taken_seats = 0 WHERE tenant_id = 183"
            #expect(try await outcome(scene, as: .ishojPoolAdministrator, [counts]) == "42501")
        }
    }

    @Test(
        "An ended coverage can't be changed, no coverage can be moved or taken away, and none changes without its transition"
    )
    func ended() async throws {
        try await withPool { scene async throws in
            let login = TestLogin.ishojCaseworker
            let longer = "[2022-02-01,2026-01-01)"
            #expect(
                try await outcome(
                    scene, as: login,
                    [
                        """
                        UPDATE sluse.coverage SET period = \(longer)::text::daterange, state = 'active', end_reason = NULL, version = 3
                        WHERE tenant_id = 183 AND id = 1
                        """,
                        event(1, version: 3, "extended", longer, "active"),
                    ]) == "23514 coverage_guard")
            #expect(
                try await outcome(
                    scene, as: login, ["UPDATE sluse.coverage SET version = 2 WHERE tenant_id = 183 AND id = 2"])
                    == "23503 coverage_has_event")
            #expect(
                try await outcome(
                    scene, as: login, ["UPDATE sluse.coverage SET version = 7 WHERE tenant_id = 183 AND id = 2"])
                    == "23514 coverage_guard")
            for column in ["seat_number", "citizen_id", "monthly_ore", "permit_id", "granted_by"] {
                let change: SQL =
                    "UPDATE sluse.coverage SET \(identifier: column) = NULL WHERE tenant_id = 183 AND id = 2"
                #expect(try await outcome(scene, as: login, [change]) == "42501", "\(column)")
            }
        }
    }

    @Test("Nobody is erased who has a coverage, and nobody who was erased is covered or put on a list")
    func erased() async throws {
        try await withPool { scene async throws in
            let login = TestLogin.ishojCaseworker
            let erase: @Sendable (Int32) -> SQL = { citizen in
                """
                UPDATE sluse.citizen SET cpr_token = NULL, sealed = NULL, wrapped_key = NULL, key_version = NULL, born = NULL,
                    erased_on = '2024-06-01', version = version + 1
                WHERE tenant_id = 183 AND id = \(citizen)
                """
            }
            #expect(try await outcome(scene, as: login, [erase(2)]) == "23514 citizen_in_use")
            #expect(try await outcome(scene, as: login, [erase(3)]) == "done")
            #expect(
                try await outcome(
                    scene, as: login, [coverage(90, seat: 1, citizen: 3, "[2024-07-01,2025-01-01)")])
                    == "23514 citizen_erased")
            let listed: SQL = """
                INSERT INTO sluse.waiting_entry
                    (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, listed_on, state)
                VALUES (183, 90, 1, 3, 'ordinary', '2024-05-01', '2024-05-01', 'waiting')
                """
            #expect(try await outcome(scene, as: login, [listed]) == "23514 citizen_erased")
        }
    }

    @Test("Nobody deletes, and nobody changes events, offers made, permits or the audit")
    func appendOnly() async throws {
        try await withPool { scene async throws in
            let tables = [
                "coverage", "coverage_event", "coverage_pause", "coverage_follow_up", "seat", "pool", "pool_capacity",
                "pool_limit",
                "waiting_entry", "waiting_event", "offer", "notice", "outbox", "budget_permit", "audit_entry",
                "audit_link",
                "audit_head", "quarantine", "decision", "citizen",
            ]
            for login in [TestLogin.ishojCaseworker, .ishojPoolAdministrator, .ishojAdministrator, .administrator] {
                for table in tables {
                    #expect(
                        try await outcome(scene, as: login, ["DELETE FROM sluse.\(identifier: table)"]) == "42501",
                        "\(login) \(table)")
                }
                for (table, column) in [
                    ("coverage_event", "reason"), ("waiting_event", "reason"), ("budget_permit", "reason"),
                    ("audit_entry", "payload"),
                    ("audit_link", "hash"), ("audit_head", "hash"), ("quarantine", "sqlstate"), ("pool", "slug"),
                ] {
                    let change: SQL = "UPDATE sluse.\(identifier: table) SET \(identifier: column) = NULL"
                    #expect(try await outcome(scene, as: login, [change]) == "42501", "\(login) \(table)")
                }
                #expect(
                    try await outcome(
                        scene, as: login,
                        [
                            "INSERT INTO sluse.offer (tenant_id, id, key, pool_id, entry_id, made_on, answer_by, state) "
                                + "VALUES (183, 9, gen_random_uuid(), 1, 1, '2024-06-01', '2024-07-01', 'open')"
                        ]) == "42501")
            }
        }
    }

    @Test("Outside a sample nobody pretends a day: what is not over by the server's clock is not ended")
    func pretending() async throws {
        try await withPool { scene async throws in
            try await scene.test.superuser().transaction { tx in
                try tx.execute("UPDATE sluse.deployment SET sample = false")
            }
            for login in [TestLogin.ishojCaseworker, .administrator, .daemon] {
                let seen = try await scene.at(day("2035-01-01"), as: login) { try $0.today() }
                let real = try await scene.at(day("1999-01-01"), as: login) { tx in
                    try tx.one(
                        Statement("copenhagen", "SELECT (now() AT TIME ZONE 'Europe/Copenhagen')::date") { row in
                            try row.next(Day.self)
                        })
                }
                #expect(seen == real || seen + 1 == real, "\(login)")
                #expect(
                    try await outcome(scene, as: login, ["UPDATE sluse.deployment SET sample = true"]) == "42501",
                    "\(login)")
            }
        }
    }
}

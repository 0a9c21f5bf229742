import Postgres
import Tenancy
import TestSupport
import Testing

/// Writing into the other municipality with an operator's own login and raw SQL: nothing there may change, and no
/// answer may tell whether something is there.
@Suite("Isolation: writing")
struct WriteAttackTests {
    private static let own = TestDatabase.ishoj
    private static let other = TestDatabase.aalborg

    /// Runs an attack and checks that not one character of Aalborg changed.
    private static func attack(_ body: @Sendable (AttackWorld, Database) async throws -> Void) async throws {
        try await AttackWorld.with { world in
            let before = try await world.fingerprint(of: other)
            try await body(world, try await world.attacker())
            #expect(try await world.fingerprint(of: other) == before)
        }
    }

    @Test("A row can't be inserted for the other municipality, alone or among own ones")
    func inserting() async throws {
        try await Self.attack { world, attacker in
            let mine = try await world.fingerprint(of: Self.own)
            for statement in Self.intrusions {
                let state = try await refused(by: attacker) { tx in try tx.runScript(SQLScript(statement)) }
                #expect(state == .insufficientPrivilege, "\(statement)")
            }
            #expect(try await world.fingerprint(of: Self.own) == mine, "all or nothing")
        }
    }

    private static let intrusions: [String] = [
        "INSERT INTO sluse.citizen_access (tenant_id, citizen_id, act, reason) VALUES (851, 1, 'find', 'x')",
        "INSERT INTO sluse.citizen_access (tenant_id, citizen_id, act, reason) VALUES (183, 1, 'find', 'x'), (851, 1, 'find', 'x')",
        "INSERT INTO sluse.counter VALUES (851, 'stray', 1)",
        "INSERT INTO sluse.benefit_period (tenant_id, citizen_id, benefit, valid) VALUES (851, 2, 'x', '[2020-01-01,)')",
        "INSERT INTO sluse.benefit_period (tenant_id, citizen_id, benefit, valid) SELECT 851, 2, benefit, valid FROM sluse.benefit_period",
        "SELECT sluse.take_numbers(851, 'citizen', 1)",
        "SELECT sluse.take_numbers(851, 'never heard of', 1)",
        "INSERT INTO sluse.membership (tenant_id, operator, role, valid) VALUES (851, session_user, 'reader', '(,)')",
        "INSERT INTO sluse.membership (tenant_id, operator, role, valid) VALUES (183, session_user, 'pool_administrator', '(,)')",
        "INSERT INTO sluse.citizen_access (tenant_id, citizen_id, act, reason) VALUES (851, 1, 'find', 'x') ON CONFLICT DO NOTHING",
        """
        INSERT INTO sluse.counter VALUES (851, 'citizen', 1) ON CONFLICT (tenant_id, kind) DO UPDATE SET last = 99
        """,
        """
        INSERT INTO sluse.counter VALUES (851, 'not there', 1) ON CONFLICT (tenant_id, kind) DO UPDATE SET last = 99
        """,
        """
        MERGE INTO sluse.counter AS c USING (VALUES (851, 'citizen')) AS v (t, k) ON c.tenant_id = v.t AND c.kind = v.k
            WHEN MATCHED THEN UPDATE SET last = 99 WHEN NOT MATCHED THEN INSERT VALUES (v.t, v.k, 99)
        """,
        "UPDATE sluse.citizen SET tenant_id = 851 WHERE id = 2",
        "UPDATE sluse.counter SET tenant_id = 851 WHERE kind = 'pool'",
        "TRUNCATE sluse.citizen CASCADE",
        "TRUNCATE sluse.quarantine",
        "DELETE FROM sluse.citizen",
        "DELETE FROM sluse.citizen WHERE tenant_id = 851",
    ]

    @Test("The setting that names the other municipality gives no right there")
    func namingTheOther() async throws {
        try await Self.attack { _, attacker in
            let state = try await refused(by: attacker, in: Self.other) { tx in
                try tx.execute(
                    "INSERT INTO sluse.citizen_access (tenant_id, citizen_id, act, reason) VALUES (851, 1, 'find', 'x')"
                )
            }
            #expect(state == .insufficientPrivilege)
            let seen = try await attacker.transaction(settings: [LocalSetting("sluse.tenant", "851")]) { tx in
                try tx.fetch("SELECT tenant_id FROM sluse.citizen") { row in try row.next(Int32.self) }
            }
            #expect(seen.isEmpty)
        }
    }

    @Test("Changing the other's rows of any table touches none, and changing the own ones touches them")
    func updating() async throws {
        try await Self.attack { world, attacker in
            let targets = try await world.changeable()
            #expect(targets.count > 10)
            for target in targets {
                let touched = try await attacker.transaction(settings: [LocalSetting("sluse.tenant", "183")]) { tx in
                    try tx.execute(
                        """
                        UPDATE sluse.\(identifier: target.table) SET \(identifier: target.column) = \(identifier: target.column)
                        WHERE tenant_id = 851
                        """)
                }
                #expect(touched == 0, "\(target.table)")
            }
            let all = try await attacker.transaction(settings: [LocalSetting("sluse.tenant", "183")]) { tx in
                try tx.execute("UPDATE sluse.citizen SET unit = 'mine'")
            }
            #expect(all == 2)
            let given = try await attacker.transaction(settings: [LocalSetting("sluse.tenant", "183")]) { tx in
                try tx.fetch("UPDATE sluse.citizen SET unit = 'mine' WHERE true RETURNING tenant_id") { row in
                    try row.next(Int32.self)
                }
            }
            #expect(given == [183, 183])
        }
    }

    @Test("COPY into a table with row-level security is refused")
    func copyIn() async throws {
        try await Self.attack { _, attacker in
            let state = try await refused(by: attacker) { tx in
                try tx.copyIn(into: "sluse.counter (tenant_id, kind, last)", rows: [Int32(851)]) { tenant, row in
                    try row.append(tenant)
                    try row.append("stray")
                    try row.append(Int32(1))
                }
            }
            #expect(state == .featureNotSupported)
        }
    }

    @Test("A reference to the other's pool fails exactly as one to a pool that nobody has")
    func references() async throws {
        try await Self.attack { world, _ in
            let caseworker = try await world.db.login(as: .ishojCaseworker)
            func listing(pool: Int32) async throws -> PostgresError? {
                do {
                    try await caseworker.transaction(settings: [LocalSetting("sluse.tenant", "183")]) { tx in
                        try tx.execute(
                            """
                            INSERT INTO sluse.waiting_entry
                                (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, state, listed_on)
                            VALUES (183, 7, \(pool), 1, 'open', '2024-01-01', 'waiting', '2024-01-01')
                            """)
                        try tx.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    }
                    return nil
                } catch let error as PostgresError {
                    return error
                }
            }
            let others = try await listing(pool: 851)
            let nobodys = try await listing(pool: 999)
            #expect(others?.sqlState == .foreignKeyViolation)
            #expect(others?.sqlState == nobodys?.sqlState)
            #expect(others?.constraint == nobodys?.constraint)
            #expect(others?.detail == nobodys?.detail)
        }
    }

    @Test("A key that the other municipality has is free here")
    func uniqueProbe() async throws {
        try await Self.attack { _, attacker in
            try await attacker.transaction(settings: [LocalSetting("sluse.tenant", "183")]) { tx in
                let count = try tx.execute(
                    """
                    INSERT INTO sluse.citizen (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born)
                    VALUES (183, 3, sha256('secret1'), '\\x01', '\\x02', 1, '1980-01-01')
                    """)
                #expect(count == 1)
            }
            let twice = try await refused(by: attacker) { tx in
                try tx.execute(
                    """
                    INSERT INTO sluse.citizen (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born)
                    VALUES (183, 4, sha256('open1'), '\\x01', '\\x02', 1, '1980-01-01')
                    """)
            }
            #expect(twice == .uniqueViolation)
        }
    }

    @Test("Without the setting nothing is written, not even at home")
    func failClosed() async throws {
        try await Self.attack { _, attacker in
            let state = try await refused(by: attacker, in: nil) { tx in
                try tx.execute(
                    "INSERT INTO sluse.citizen_access (tenant_id, citizen_id, act, reason) VALUES (183, 1, 'find', 'x')"
                )
            }
            #expect(state == .insufficientPrivilege)
        }
    }

    @Test("A member of both municipalities writes in one at a time")
    func bothAtOnce() async throws {
        try await Self.attack { world, _ in
            let both = try await world.db.login(as: .bothCaseworker)
            let state = try await refused(by: both, in: Self.own) { tx in
                try tx.execute(
                    """
                    INSERT INTO sluse.citizen_access (tenant_id, citizen_id, act, reason)
                    VALUES (183, 1, 'find', 'x'), (851, 1, 'find', 'x')
                    """)
            }
            #expect(state == .insufficientPrivilege)
            let seen = try await both.transaction { tx in
                try tx.fetch("SELECT DISTINCT tenant_id FROM sluse.citizen ORDER BY 1") { row in
                    try row.next(Int32.self)
                }
            }
            #expect(seen == [183, 851])
            let narrowed = try await both.read(in: Self.own) { tx in
                try tx.fetch("SELECT DISTINCT tenant_id FROM sluse.citizen ORDER BY 1") { row in
                    try row.next(Int32.self)
                }
            }
            #expect(narrowed == [183])
        }
    }

    @Test("A reader writes nothing")
    func reader() async throws {
        try await Self.attack { world, _ in
            let reader = try await world.db.login(as: .ishojReader)
            let seen = try await reader.read(in: Self.own) { tx in
                try tx.one(AttackQueries.count("citizen", in: Self.own))
            }
            #expect(seen == 2)
            let state = try await refused(by: reader) { tx in
                try tx.execute("INSERT INTO sluse.waiting_event SELECT * FROM sluse.waiting_event")
            }
            #expect(state == .insufficientPrivilege)
            let update = try await refused(by: reader) { tx in try tx.execute("UPDATE sluse.citizen SET unit = 'x'") }
            #expect(update == .insufficientPrivilege)
        }
    }
}

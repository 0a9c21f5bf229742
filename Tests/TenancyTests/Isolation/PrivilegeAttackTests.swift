import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

/// Becoming somebody else, changing the rules, and lying about who one is.
@Suite("Isolation: privileges and sessions")
struct PrivilegeAttackTests {
    @Test("An operator becomes nobody else and makes nothing")
    func refusedOutright() async throws {
        let expected: Set<SQLState?> = [
            .insufficientPrivilege, .invalidParameterValue, .featureNotSupported, .undefinedFile,
        ]
        try await TestDatabase.with { db in
            let attacker = try await db.login(as: .ishojCaseworker)
            let login = try await attacker.transaction { tx in try tx.login() }
            #expect(login == "op_test_ishoj_caseworker")
            for statement in Self.usurpations {
                let state = try await refused(by: attacker) { tx in try tx.runScript(SQLScript(statement)) }
                #expect(expected.contains(state), "\(state?.rawValue ?? "not refused"): \(statement)")
            }
        }
    }

    private static let usurpations: [String] = [
        "SET ROLE sluse_owner", "SET ROLE sluse_definer", "SET ROLE sluse_daemon", "SET ROLE sluse_admin",
        "SET ROLE op_test_aalborg_caseworker", "SET ROLE postgres", "SET ROLE pg_read_all_data",
        "SET SESSION AUTHORIZATION op_test_aalborg_caseworker", "SET SESSION AUTHORIZATION postgres",
        "SET session_replication_role = replica",
        "CREATE TABLE sluse.mine (n int)", "CREATE TABLE public.mine (n int)", "CREATE SCHEMA mine",
        "CREATE VIEW sluse.mine AS SELECT * FROM sluse.citizen",
        "CREATE FUNCTION sluse.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TRIGGER mine AFTER INSERT ON sluse.citizen FOR EACH ROW EXECUTE FUNCTION sluse.refuse_change()",
        "CREATE RULE mine AS ON SELECT TO sluse.citizen DO INSTEAD NOTHING",
        "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION sluse.refuse_change()",
        "CREATE ROLE op_mine SUPERUSER", "ALTER ROLE op_test_ishoj_caseworker BYPASSRLS",
        "GRANT sluse_admin TO op_test_ishoj_caseworker",
        "ALTER TABLE sluse.citizen NO FORCE ROW LEVEL SECURITY", "ALTER TABLE sluse.citizen DISABLE ROW LEVEL SECURITY",
        "ALTER POLICY tenant ON sluse.citizen USING (true)", "DROP POLICY tenant ON sluse.citizen",
        "CREATE POLICY mine ON sluse.citizen USING (true)", "DROP TABLE sluse.citizen CASCADE",
        "ALTER TABLE sluse.audit_entry DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION sluse.visible_tenants() RETURNS int[] LANGUAGE sql AS 'SELECT ARRAY[851]'",
        "CALL sluse.protect('sluse.citizen', '{reader}')", "SELECT sluse.audit_write(183, 'INSERT', 'x', 1, 'forged')",
        "CREATE LANGUAGE plpython3u", "COPY sluse.citizen TO '/tmp/stolen'", "COPY sluse.citizen TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')", "SELECT lo_import('/etc/passwd')", "SELECT pg_reload_conf()",
        "INSERT INTO sluse.operator (login) VALUES ('op_mine')",
        "INSERT INTO sluse.municipality (tenant_id, slug, name) VALUES (101, 'mine', 'Mine')",
        "UPDATE sluse.deployment SET sample = true", "DELETE FROM sluse.audit_entry",
        "UPDATE sluse.audit_entry SET actor = 'x'",
        "UPDATE sluse.audit_link SET seq = 0", "UPDATE sluse.audit_head SET seq = 0",
        "DELETE FROM sluse.coverage_event",
        "INSERT INTO sluse.audit_link SELECT * FROM sluse.audit_link",
        "INSERT INTO sluse_migration.applied VALUES (999, 'x', repeat('0', 64))",
    ]

    @Test("Granting to everybody what one has not to give changes nothing")
    func grantToPublic() async throws {
        try await AttackWorld.with { world in
            try await world.attacker().transaction { tx in
                try tx.runScript(SQLScript("GRANT SELECT ON sluse.citizen TO PUBLIC"))
            }
            let granted = try await world.db.superuser().transaction { tx in
                try tx.fetch("SELECT has_table_privilege('sluse_migrator', 'sluse.citizen', 'SELECT')") { row in
                    try row.next(Bool.self)
                }
            }
            // sluse_migrator is a member of the owner and has it anyway; the public role is what counts.
            #expect(granted == [true])
            let everybody = try await world.db.superuser().transaction { tx in
                try tx.fetch(
                    "SELECT count(*) FROM pg_class, aclexplode(relacl) AS g WHERE relname = 'citizen' AND g.grantee = 0"
                ) {
                    row in try row.next(Int.self)
                }
            }
            #expect(everybody == [0])
        }
    }

    @Test("Objects in the temporary schema don't shadow what the policies ask")
    func shadowing() async throws {
        try await AttackWorld.with { world in
            let seen = try await world.attacker().transaction { tx in
                try tx.runScript(
                    SQLScript(
                        """
                        CREATE TEMP TABLE membership AS SELECT 851 AS tenant_id, session_user AS operator, 'reader' AS role,
                            daterange(NULL, NULL) AS valid;
                        CREATE TEMP TABLE deployment AS SELECT true AS sample;
                        CREATE FUNCTION pg_temp.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT '1999-01-01'::timestamptz $$;
                        CREATE FUNCTION pg_temp.array_agg_(int) RETURNS int[] LANGUAGE sql AS $$ SELECT ARRAY[851] $$;
                        CREATE FUNCTION pg_temp.coalesce_(int[]) RETURNS int[] LANGUAGE sql AS $$ SELECT ARRAY[851] $$;
                        SET LOCAL search_path = pg_temp, sluse, public;
                        """))
                return try tx.fetch("SELECT DISTINCT tenant_id FROM sluse.citizen") { row in try row.next(Int32.self) }
            }
            #expect(seen == [183])
        }
    }

    @Test("A DO block sees no more than its author")
    func doBlock() async throws {
        try await AttackWorld.with { world in
            let heard = Heard()
            let attacker = try await world.db.login(as: .ishojCaseworker) { heard.add($0.message) }
            try await attacker.transaction { tx in
                try tx.runScript(
                    SQLScript(
                        """
                        DO $$ DECLARE w text; BEGIN FOR w IN SELECT unit FROM sluse.citizen LOOP RAISE NOTICE '%', w; END LOOP; END $$
                        """))
            }
            #expect(heard.words.contains("open"))
            #expect(!heard.words.contains("secret"))
        }
    }

    @Test("No value of the setting widens what is seen")
    func settingValues() async throws {
        try await AttackWorld.with { world in
            let attacker = try await world.attacker()
            func seen(_ settings: [LocalSetting]) async throws -> [Int32] {
                try await attacker.transaction(settings: settings) { tx in
                    try tx.fetch("SELECT DISTINCT tenant_id FROM sluse.citizen") { row in try row.next(Int32.self) }
                }
            }
            for value in Self.settings {
                do {
                    let rows = try await seen([LocalSetting("sluse.tenant", value)])
                    #expect(rows == (value.isEmpty ? [183] : []), "\(value)")
                } catch let error as PostgresError {
                    let known: Set<SQLState?> = [.invalidTextRepresentation, .numericValueOutOfRange]
                    #expect(known.contains(error.sqlState), "\(value): \(error)")
                }
                let after = try await seen([])
                #expect(after == [183], "\(value)")
            }
        }
    }

    private static let settings: [String] = [
        "851", "", "851 ", " 851", "0851", "851,183", "{183,851}", "2147483648", "-1", "183; SELECT 851",
        "' OR true --", "x",
        "99999999999999999999999999", "851\u{0000A0}", "NaN", "(SELECT 851)",
    ]

    @Test("The setting is gone with its transaction, however that ended")
    func settingIsLocal() async throws {
        try await AttackWorld.with { world in
            let attacker = try await world.db.login(as: .bothCaseworker)
            func leftover() async throws -> String? {
                try await attacker.transaction { tx in
                    try tx.fetch("SELECT nullif(current_setting('sluse.tenant', true), '')") { row in
                        try row.next(String?.self)
                    }
                }.first ?? nil
            }
            try await attacker.write(in: TestDatabase.ishoj) { tx in _ = try tx.execute("SELECT 1") }
            #expect(try await leftover() == nil)
            _ = try? await attacker.write(in: TestDatabase.ishoj) { tx in
                try tx.savepoint { tx in _ = try tx.execute("SELECT 1") }
                try tx.execute("SELECT 1/0")
            }
            #expect(try await leftover() == nil)
            try await attacker.write(in: TestDatabase.ishoj, dryRun: true) { tx in _ = try tx.execute("SELECT 1") }
            #expect(try await leftover() == nil)
            let state = try await refused(by: attacker, in: nil) { tx in
                try tx.execute(
                    "INSERT INTO sluse.citizen_access (tenant_id, citizen_id, act, reason) VALUES (183, 1, 'find', 'x')"
                )
            }
            #expect(state == .insufficientPrivilege)
        }
    }

    @Test("A database that is no sample pretends no day, and a sample's pretended day moves no membership")
    func pretendedDay() async throws {
        try await TestDatabase.with { db in
            let attacker = try await db.login(as: .ishojCaseworker)
            let pretended = try await attacker.transaction(settings: [LocalSetting("sluse.today", "1999-12-31")]) {
                tx in
                (try tx.today().description, try MunicipalityRepository.visible(&tx))
            }
            #expect(pretended.0 == "1999-12-31")
            #expect(pretended.1 == [TestDatabase.ishoj])
            try await db.superuser().transaction { tx in
                _ = try tx.execute("UPDATE sluse.deployment SET sample = false")
            }
            let real = try await attacker.transaction(settings: [LocalSetting("sluse.today", "1999-12-31")]) { tx in
                try tx.today()
            }
            #expect(real.year > 2000)
            let configuration = DatabaseLogin.configuration(conninfo: "dbname=\(db.name)", as: .operator, today: real)
            let database = Database(configuration)
            let refusal = await #expect(throws: (any Error).self) {
                try await database.transaction { tx in try tx.today() }
            }
            await database.close()
            #expect(
                (refusal as? Refusal)?.kind == .notAllowed
                    || ((refusal as? PostgresError)?.underlying as? Refusal)?.kind == .notAllowed)
        }
    }

    @Test("The audit names the login, whatever the session says of itself")
    func forgedIdentity() async throws {
        try await AttackWorld.with { world in
            let actors = try await world.attacker().transaction(settings: [LocalSetting("sluse.tenant", "183")]) { tx in
                try tx.execute("SET LOCAL application_name = 'op_test_aalborg_caseworker'")
                try tx.execute("SET LOCAL ROLE sluse_operator")
                try tx.execute("UPDATE sluse.citizen SET unit = 'forged' WHERE id = 1")
                return try tx.fetch("SELECT actor FROM sluse.audit_entry ORDER BY at DESC LIMIT 1") { row in
                    try row.next(String.self)
                }
            }
            #expect(actors == ["op_test_ishoj_caseworker"])
        }
    }

    @Test("A person's statement waits five seconds for another's lock, and the daemon's as long as the server says")
    func lockWaits() async throws {
        try await TestDatabase.with { db in
            for (principal, limit) in [(DatabaseLogin.Principal.operator, "5s"), (.superuser, "5s"), (.daemon, "0")] {
                let database = Database(DatabaseLogin.configuration(conninfo: "dbname=\(db.name)", as: principal))
                let found = try await database.transaction { tx in
                    try tx.fetch("SELECT current_setting('lock_timeout')") { row in try row.next(String.self) }
                }
                await database.close()
                #expect(found == [limit])
            }
        }
    }

    @Test("A superuser's program is narrowed to the administrator, and the daemon's to the daemon")
    func narrowing() async throws {
        try await AttackWorld.with { world in
            for (principal, login) in [
                (DatabaseLogin.Principal.operator, "op_test_admin"), (.daemon, "sluse_daemon"),
                (.superuser, "postgres"),
            ] {
                let database = Database(DatabaseLogin.configuration(conninfo: "dbname=\(world.db.name)", as: principal))
                let found = try await database.transaction { tx in try tx.login() }
                await database.close()
                #expect(found == login)
            }
        }
    }
}

import Postgres
import Synchronization
import Tenancy
import TestSupport
import Testing

/// Reading the other municipality's rows with an operator's own login and raw SQL. Each test shows both sides: the own
/// rows are there, the other's are not.
@Suite("Isolation: reading")
struct ReadAttackTests {
    private static let own = TestDatabase.ishoj
    private static let other = TestDatabase.aalborg

    @Test("Every table that an operator may read shows its own municipality's rows and none of the other's")
    func everyTable() async throws {
        try await AttackWorld.with { world in
            let tables = try await world.tenantTables()
            #expect(tables.count > 20)
            let attacker = try await world.attacker()
            let mirror = try await world.db.login(as: .aalborgCaseworker)
            for table in tables {
                try await attacker.transaction(.readOnly) { tx in
                    let mine = try tx.one(AttackQueries.count(table, in: Self.own))
                    let theirs = try tx.one(AttackQueries.count(table, in: Self.other))
                    #expect(mine > 0, "\(table) is empty here, so nothing is shown")
                    #expect(theirs == 0, "\(table)")
                }
                let reflected = try await mirror.transaction(.readOnly) { tx in
                    try (
                        tx.one(AttackQueries.count(table, in: Self.other)),
                        tx.one(AttackQueries.count(table, in: Self.own))
                    )
                }
                #expect(reflected.0 > 0 && reflected.1 == 0, "\(table)")
            }
        }
    }

    @Test("No shape of query reaches the other municipality")
    func shapes() async throws {
        try await AttackWorld.with { world in
            let attacker = try await world.attacker()
            for shape in QueryShape.all {
                let seen = try await attacker.transaction { tx in
                    try tx.fetch(shape.query) { row in try row.next(Int32?.self) }
                }
                #expect(seen.contains(183), "\(shape.name)")
                #expect(!seen.contains(851), "\(shape.name)")
            }
        }
    }

    @Test("An aggregate counts only the own rows, and asking whether the other's exist says no")
    func counting() async throws {
        try await AttackWorld.with { world in
            let answer = try await world.attacker().transaction { tx in
                try tx.fetch(
                    """
                    SELECT (SELECT count(*) FROM sluse.citizen), EXISTS (SELECT FROM sluse.citizen WHERE tenant_id = 851),
                        EXISTS (SELECT FROM sluse.citizen WHERE tenant_id = 183)
                    """
                ) { row in (try row.next(Int.self), try row.next(Bool.self), try row.next(Bool.self)) }
            }
            #expect(answer.first?.0 == 2)
            #expect(answer.first?.1 == false)
            #expect(answer.first?.2 == true)
        }
    }

    @Test("A cheap function in a WHERE clause is called with no row of the other municipality")
    func leakyFunction() async throws {
        try await AttackWorld.with { world in
            let box = Heard()
            let attacker = try await world.db.login(as: .ishojCaseworker) { notice in box.add(notice.message) }
            try await attacker.transaction { tx in
                try tx.runScript(
                    SQLScript(
                        """
                        CREATE FUNCTION pg_temp.leak(t text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
                        $$ BEGIN RAISE NOTICE '%', t; RETURN true; END $$;
                        SELECT count(*) FROM sluse.citizen WHERE pg_temp.leak(unit);
                        SELECT count(*) FROM sluse.decision WHERE pg_temp.leak(title);
                        """))
            }
            #expect(box.words.contains("open"))
            #expect(!box.words.contains("secret"))
        }
    }

    @Test("An error in a WHERE clause tells nothing of the other's rows")
    func errorOracle() async throws {
        try await AttackWorld.with { world in
            let attacker = try await world.attacker()
            let count = try await attacker.transaction { tx in
                try tx.fetch("SELECT 1 / (tenant_id - 851) FROM sluse.citizen WHERE ('x' || unit)::text <> 'xsecret'") {
                    row in
                    try row.next(Int32.self)
                }.count
            }
            #expect(count == 2)
            let own = try await refused(by: attacker) { tx in
                _ = try tx.execute("SELECT 1 / (tenant_id - 183) FROM sluse.citizen")
            }
            #expect(own == .divisionByZero)
        }
    }

    @Test("Switching row-level security off is an error, not a way around")
    func rowSecurityOff() async throws {
        try await AttackWorld.with { world in
            let state = try await refused(by: try await world.attacker()) { tx in
                try tx.execute("SET LOCAL row_security = off")
                try tx.execute("SELECT * FROM sluse.citizen")
            }
            #expect(state == .insufficientPrivilege)
        }
    }

    @Test(
        "COPY and a dump with an operator's login hold the own rows at most",
        arguments: [
            ["psql", "-XAtc", "COPY sluse.citizen TO STDOUT"],
            ["psql", "-XAtc", "COPY (SELECT * FROM sluse.citizen) TO STDOUT"],
            [
                "psql", "-XAtc",
                "BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT * FROM sluse.citizen; COMMIT; FETCH ALL FROM c",
            ],
            ["pg_dump", "--data-only", "--enable-row-security", "--table=sluse.citizen"],
        ])
    func copying(command: [String]) async throws {
        try await AttackWorld.with { world in
            let output = try await Shell.run(command, environment: world.db.environment(as: .ishojCaseworker))
            #expect(output.status == 0, "\(output.errors)")
            #expect(output.text.contains("open"))
            #expect(!output.text.contains("secret"))
        }
    }

    @Test("A dump that would need to see everything is refused")
    func wholeDump() async throws {
        try await AttackWorld.with { world in
            let output = try await Shell.run(
                ["pg_dump", "--data-only", "--table=sluse.citizen"],
                environment: world.db.environment(as: .ishojCaseworker))
            #expect(output.status != 0)
            #expect(!output.text.contains("secret") && !output.errors.contains("secret"))
        }
    }

    @Test("What other logins are running is not shown")
    func activity() async throws {
        try await AttackWorld.with { world in
            let neighbour = try await world.db.login(as: .aalborgCaseworker)
            try await neighbour.transaction { tx in
                try tx.execute("SELECT 'secret of aalborg'")
                let seen = try blocking {
                    try await world.attacker().transaction { tx in
                        try tx.fetch(
                            """
                            SELECT coalesce(query, '') FROM pg_stat_activity WHERE usename = 'op_test_aalborg_caseworker'
                            """
                        ) { row in try row.next(String.self) }
                    }
                }
                #expect(!seen.isEmpty)
                #expect(!seen.contains { $0.contains("secret") })
            }
        }
    }
}

/// Collects what the server says.
final class Heard: Sendable {
    private let heard = Mutex<[String]>([])
    var words: [String] { heard.withLock { $0 } }
    func add(_ word: String) { heard.withLock { $0.append(word) } }
}

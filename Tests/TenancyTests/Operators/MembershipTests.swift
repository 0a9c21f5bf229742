import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@Suite("Memberships")
struct MembershipTests {
    private static let tenant = TestDatabase.ishoj
    private static let nobody = TestLogin.nobody.rawValue

    /// What the login without a membership sees, each time in a new transaction of the same session.
    private static func seen(by database: Database) async throws -> [TenantID] {
        try await database.transaction(.readOnly) { tx in try MunicipalityRepository.visible(&tx) }
    }

    private static func realDay(_ db: TestDatabase) async throws -> Day {
        try await db.superuser().transaction(.readOnly) { tx in try tx.today() }
    }

    @Test("A granted role is in force in the very next transaction of a session, and a revoked one is gone from it")
    func midSession() async throws {
        try await TestDatabase.with { db in
            let person = try await db.login(as: .nobody)
            let administrator = try await db.database(as: .ishojAdministrator)
            #expect(try await Self.seen(by: person).isEmpty)
            let granted = try await administrator.write(in: Self.tenant) { tx in
                try OperatorAdministration.grant(.caseworker, to: Self.nobody, in: Self.tenant, &tx)
            }
            #expect(granted.count == 1)
            #expect(try await Self.seen(by: person) == [Self.tenant])
            try await person.write(in: Self.tenant) { tx in
                _ = try tx.execute(
                    "INSERT INTO sluse.citizen_access (tenant_id, act, reason) VALUES (183, 'find', 'x')")
            }
            let revoked = try await administrator.write(in: Self.tenant) { tx in
                try OperatorAdministration.revoke(nil, from: Self.nobody, in: Self.tenant, &tx)
            }
            #expect(revoked.count == 1)
            #expect(try await Self.seen(by: person).isEmpty)
            let state = try await refused(by: person) { tx in
                try tx.execute("INSERT INTO sluse.citizen_access (tenant_id, act, reason) VALUES (183, 'find', 'x')")
            }
            #expect(state == .insufficientPrivilege)
        }
    }

    @Test("Revoking on the first day, granting again and revoking again all work, and the audit has each")
    func sameDay() async throws {
        try await TestDatabase.with { db in
            let administrator = try await db.database(as: .ishojAdministrator)
            for _ in 1...2 {
                try await administrator.write(in: Self.tenant) { tx in
                    _ = try OperatorAdministration.grant(.reader, to: Self.nobody, in: Self.tenant, &tx)
                }
                try await administrator.write(in: Self.tenant) { tx in
                    _ = try OperatorAdministration.revoke(.reader, from: Self.nobody, in: Self.tenant, &tx)
                }
            }
            let entries = try await administrator.read(in: Self.tenant) { tx in
                try AuditRepository.latest(4, relation: "membership", in: Self.tenant, &tx)
            }
            #expect(entries.compactMap(\.entry?.operation) == ["DELETE", "INSERT", "DELETE", "INSERT"])
        }
    }

    @Test("A membership that began before today ends yesterday and stays on record")
    func closed() async throws {
        try await TestDatabase.with { db in
            let administrator = try await db.database(as: .ishojAdministrator)
            let today = try await Self.realDay(db)
            let person = try await db.login(as: .nobody)
            try await administrator.write(in: Self.tenant) { tx in
                _ = try OperatorAdministration.grant(.reader, to: Self.nobody, from: today - 30, in: Self.tenant, &tx)
            }
            #expect(try await Self.seen(by: person) == [Self.tenant])
            try await administrator.write(in: Self.tenant) { tx in
                _ = try OperatorAdministration.revoke(.reader, from: Self.nobody, in: Self.tenant, &tx)
            }
            #expect(try await Self.seen(by: person).isEmpty)
            let kept = try await administrator.read(in: Self.tenant) { tx in
                try OperatorRepository.memberships(in: Self.tenant, &tx).filter { $0.login == Self.nobody }
            }
            #expect(kept.map(\.through) == [today - 1])
            #expect(kept.first?.from == today - 30)
        }
    }

    @Test("A membership counts from its first day through its last, by the real day")
    func period() async throws {
        try await TestDatabase.with { db in
            let today = try await Self.realDay(db)
            let administrator = try await db.database(as: .ishojAdministrator)
            let person = try await db.login(as: .nobody)
            for (role, from, through, isValid) in [
                (Role.reader, today + 1, Day?.none, false), (.controller, today - 10, today - 1, false),
                (.auditor, today - 10, today, true),
            ] {
                try await administrator.write(in: Self.tenant) { tx in
                    _ = try OperatorAdministration.grant(
                        role, to: Self.nobody, from: from, through: through, in: Self.tenant, &tx)
                }
                #expect(try await Self.seen(by: person).isEmpty == !isValid, "\(role)")
            }
        }
    }

    @Test("Granting twice changes nothing the second time")
    func twice() async throws {
        try await TestDatabase.with { db in
            let administrator = try await db.database(as: .ishojAdministrator)
            let outcomes = try await administrator.write(in: Self.tenant) { tx in
                try (1...2).map { _ in
                    try OperatorAdministration.grant(.reader, to: Self.nobody, in: Self.tenant, &tx).count
                }
            }
            #expect(outcomes == [1, 0])
        }
    }

    @Test("What can't be granted or revoked is refused with what to do")
    func refusals() async throws {
        try await TestDatabase.with { db in
            let administrator = try await db.database(as: .ishojAdministrator)
            func refusal(_ body: @escaping @Sendable (inout Transaction) throws -> Void) async -> Refusal? {
                await #expect(throws: Refusal.self) { try await administrator.write(in: Self.tenant, body) }
            }
            let daemon = await refusal { tx in
                _ = try OperatorAdministration.grant(.daemon, to: Self.nobody, in: Self.tenant, &tx)
            }
            #expect(daemon?.kind == .usage)
            let stranger = await refusal { tx in
                _ = try OperatorAdministration.grant(.reader, to: "op_stranger", in: Self.tenant, &tx)
            }
            #expect(stranger?.kind == .badData)
            #expect(stranger?.advice?.contains("sluse operator create op_stranger") == true)
            let nothing = await refusal { tx in
                _ = try OperatorAdministration.revoke(nil, from: Self.nobody, in: Self.tenant, &tx)
            }
            #expect(nothing?.message == "\"\(Self.nobody)\" has no role here that could be revoked")
            let reversed = await refusal { tx in
                let today = try tx.today()
                _ = try OperatorAdministration.grant(
                    .reader, to: Self.nobody, from: today, through: today - 1, in: Self.tenant, &tx)
            }
            #expect(reversed?.kind == .badData)
        }
    }

    @Test("Only administrators grant, and only in their own municipality")
    func whoGrants() async throws {
        try await TestDatabase.with { db in
            for (login, tenant) in [
                (TestLogin.ishojPoolAdministrator, TestDatabase.ishoj), (.aalborgAdministrator, TestDatabase.ishoj),
                (.ishojAdministrator, TestDatabase.aalborg), (.nobody, TestDatabase.ishoj),
            ] {
                let error = await #expect(throws: (any Error).self) {
                    try await db.login(as: login).write(in: tenant) { tx in
                        try OperatorAdministration.grant(.reader, to: login.rawValue, in: tenant, &tx)
                    }
                }
                let kind = (error as? Refusal)?.kind ?? (error as? PostgresError).flatMap(Refusal.init(from:))?.kind
                #expect(kind == .notAllowed || kind == .badData, "\(login): \(String(describing: error))")
            }
            let changed = try await db.superuser().transaction { tx in
                try tx.fetch("SELECT count(*) FROM sluse.membership WHERE role = 'reader'") { row in
                    try row.next(Int.self)
                }
            }
            #expect(changed == [1])
        }
    }

    @Test("Making a login takes a superuser, and asked again changes nothing")
    func createLogin() async throws {
        try await TestDatabase.with { db in
            let login = "op_test_made_\(db.name.suffix(12).replacing("_", with: ""))".lowercased()
            let refusal = await #expect(throws: Refusal.self) {
                try await db.login(as: .administrator).transaction { tx in
                    try OperatorAdministration.create(login, title: "", &tx)
                }
            }
            #expect(refusal?.kind == .notAllowed)
            let outcomes = try await TestCluster.exclusively {
                try await db.superuser().transaction { tx in
                    let outcomes = try (1...2).map { _ in
                        try OperatorAdministration.create(login, title: "Anna", &tx).count
                    }
                    try tx.execute("DELETE FROM sluse.operator WHERE login = \(login)")
                    try tx.execute("DROP ROLE \(identifier: login)")
                    return outcomes
                }
            }
            #expect(outcomes == [2, 0])
            for name in ["anna", "op_", "op_Anna", "op_a-b", "op_\u{00E6}", "postgres"] {
                let refusal = await #expect(throws: Refusal.self) {
                    try await db.superuser().transaction { tx in try OperatorAdministration.create(name, title: "", &tx)
                    }
                }
                #expect(refusal?.kind == .usage)
            }
        }
    }
}

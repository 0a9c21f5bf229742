import Postgres
import Tenancy
import TestSupport
import Testing

@Suite("The audit in the database")
struct AuditTests {
    private static let tenant = TestDatabase.ishoj

    private static func verify(_ db: TestDatabase, anchor: AuditAnchor? = nil) async throws -> AuditReport {
        try await db.database(as: .ishojAuditor).read(in: tenant, isolation: .repeatableRead) { tx in
            try AuditRepository.verify(in: tenant, anchor: anchor, &tx)
        }
    }

    /// Some entries to tamper with, and how many there are then.
    private static func work(_ db: TestDatabase, _ count: Int, prefix: String = "d") async throws {
        let caseworker = try await db.database(as: .ishojPoolAdministrator)
        for number in 1...count {
            try await caseworker.write(in: tenant, reason: "work") { tx in
                _ = try tx.execute(
                    """
                    INSERT INTO sluse.decision (tenant_id, slug, title, status) VALUES (\(tenant), \("\(prefix)\(number)"), 'Æbleø', 'proposed')
                    """)
            }
        }
    }

    /// What someone does who has the server in his hands.
    private static func tamper(_ db: TestDatabase, _ script: String) async throws {
        try await db.superuser().transaction { tx in
            try tx.execute("SET LOCAL session_replication_role = replica")
            try tx.runScript(SQLScript(script))
        }
    }

    @Test("What was done is in the audit with who, what and why, and Swift and SQL agree on every hash")
    func sound() async throws {
        try await TestDatabase.with { db in
            try await Self.work(db, 5)
            let report = try await Self.verify(db)
            #expect(report.isSound, "\(report.faults)")
            #expect(report.count >= 5)
            let latest = try await db.database(as: .ishojAuditor).read(in: Self.tenant) { tx in
                try AuditRepository.latest(1, in: Self.tenant, &tx)
            }
            let entry = try #require(latest.first?.entry)
            #expect(entry.actor == "op_test_ishoj_pools")
            #expect(entry.operation == "INSERT" && entry.relation == "decision" && entry.reason == "work")
            #expect(entry.payload.contains("Æbleø"))
            #expect(latest.first?.seq == report.head?.seq)
        }
    }

    @Test(
        "Tampering in the tables is found, whatever was done",
        arguments: [
            (
                "UPDATE sluse.audit_entry SET payload = payload || ' ' WHERE id = (SELECT entry_id FROM sluse.audit_link WHERE tenant_id = 183 AND seq = 3)",
                "entry 3 was edited"
            ),
            (
                "UPDATE sluse.audit_entry SET actor = 'op_test_nobody' WHERE id = (SELECT entry_id FROM sluse.audit_link WHERE tenant_id = 183 AND seq = 3)",
                "entry 3 was edited"
            ),
            (
                "UPDATE sluse.audit_entry SET at = at + interval '1 microsecond' WHERE id = (SELECT entry_id FROM sluse.audit_link WHERE tenant_id = 183 AND seq = 3)",
                "entry 3 was edited"
            ),
            ("DELETE FROM sluse.audit_link WHERE tenant_id = 183 AND seq IN (3, 4)", "entries 3 to 4 were removed"),
            (
                "DELETE FROM sluse.audit_entry WHERE id = (SELECT entry_id FROM sluse.audit_link WHERE tenant_id = 183 AND seq = 3)",
                "what entry 3 said was removed"
            ),
            (
                """
                ALTER TABLE sluse.audit_link DROP CONSTRAINT audit_link_tenant_id_entry_id_key;
                UPDATE sluse.audit_link AS a SET entry_id = b.entry_id FROM sluse.audit_link AS b
                WHERE a.tenant_id = 183 AND b.tenant_id = 183 AND a.seq IN (3, 4) AND b.seq = 7 - a.seq
                """, "entry 3 is not what stood there: reordered, or edited together with its hash"
            ),
            (
                "DELETE FROM sluse.audit_link WHERE tenant_id = 183 AND seq > 4",
                "the chain ends at 4, and its head says"
            ),
            ("UPDATE sluse.audit_head SET seq = seq - 1 WHERE tenant_id = 183", "the chain ends at"),
        ])
    func tampering(script: String, words: String) async throws {
        try await TestDatabase.with { db in
            try await Self.work(db, 5)
            let before = try await Self.verify(db)
            #expect(before.isSound)
            try await Self.tamper(db, script)
            let report = try await Self.verify(db, anchor: before.head)
            #expect(!report.isSound)
            #expect(report.faults.contains { $0.description.hasPrefix(words) }, "\(report.faults)")
        }
    }

    @Test("A tail cut off together with the head is found by the anchor kept elsewhere")
    func anchor() async throws {
        try await TestDatabase.with { db in
            try await Self.work(db, 5)
            let before = try await Self.verify(db)
            try await Self.tamper(
                db,
                """
                DELETE FROM sluse.audit_entry AS e USING sluse.audit_link AS l
                    WHERE e.id = l.entry_id AND l.tenant_id = 183 AND l.seq > 4;
                DELETE FROM sluse.audit_link WHERE tenant_id = 183 AND seq > 4;
                UPDATE sluse.audit_head AS h SET seq = 4, hash = l.hash FROM sluse.audit_link AS l
                    WHERE h.tenant_id = 183 AND l.tenant_id = 183 AND l.seq = 4
                """)
            #expect(try await Self.verify(db).isSound)
            let report = try await Self.verify(db, anchor: before.head)
            #expect(report.faults == [.anchorMissing(seq: before.head?.seq ?? 0)])
        }
    }

    @Test("Fifty writers at once make one chain without a fork")
    func concurrentWriters() async throws {
        try await TestDatabase.with { db in
            let before = try await Self.verify(db)
            let writers = try await db.database(as: .ishojCaseworker, poolSize: 16)
            try await withThrowingTaskGroup { group in
                for writer in 1...50 {
                    group.addTask {
                        try await writers.write(in: Self.tenant) { tx in
                            for step in 1...2 {
                                try tx.execute(
                                    "INSERT INTO sluse.citizen_access (tenant_id, act, reason) VALUES (183, 'find', \("w\(writer)-\(step)"))"
                                )
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let report = try await Self.verify(db, anchor: before.head)
            #expect(report.isSound, "\(report.faults)")
            #expect(report.count == before.count + 100)
        }
    }

    @Test("A transaction that is undone leaves no entry and no gap")
    func undone() async throws {
        try await TestDatabase.with { db in
            try await Self.work(db, 1)
            let before = try await Self.verify(db)
            let caseworker = try await db.database(as: .ishojCaseworker)
            _ = try? await caseworker.write(in: Self.tenant) { tx in
                try tx.execute("INSERT INTO sluse.citizen_access (tenant_id, act, reason) VALUES (183, 'find', 'x')")
                try tx.execute("SELECT 1/0")
            }
            try await caseworker.write(in: Self.tenant, dryRun: true) { tx in
                _ = try tx.execute(
                    "INSERT INTO sluse.citizen_access (tenant_id, act, reason) VALUES (183, 'find', 'x')")
            }
            try await Self.work(db, 1, prefix: "again")
            let after = try await Self.verify(db, anchor: before.head)
            #expect(after.isSound)
            #expect(after.count == before.count + 1)
        }
    }
}

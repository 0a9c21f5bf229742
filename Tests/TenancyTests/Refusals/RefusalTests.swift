import Postgres
import TestSupport
import Testing

@testable import Tenancy

@Suite("Refusals")
struct RefusalTests {
    private static func refusal(_ db: TestDatabase, _ statement: String) async throws -> Refusal? {
        do {
            try await db.database(as: .ishojCaseworker).write(in: TestDatabase.ishoj) { tx in
                try tx.runScript(SQLScript(statement))
            }
            return nil
        } catch let error as PostgresError {
            return Refusal(from: error)
        }
    }

    @Test("What the database refuses becomes one line without a row's data in it")
    func fromServer() async throws {
        try await TestDatabase.with { db in
            for (statement, kind) in [
                ("DELETE FROM sluse.pool", Refusal.Kind.notAllowed),
                ("INSERT INTO sluse.counter VALUES (851, 'x', 1)", .notAllowed),
                (
                    "INSERT INTO sluse.benefit_period (tenant_id, citizen_id, benefit, valid) VALUES (183, 1, '610190-1234', '[2020-01-01,)')",
                    .badData
                ),
                (
                    "INSERT INTO sluse.benefit_period (tenant_id, citizen_id, benefit, valid) VALUES (183, 999, 'x', '[2020-01-01,)')",
                    .tryAgain
                ),
                ("SELECT * FROM sluse.nothing", .configuration),
            ] {
                let refusal = try await Self.refusal(db, statement)
                #expect(refusal?.kind == kind, "\(statement): \(String(describing: refusal))")
                #expect(refusal?.description.contains("1234") == false)
                #expect(refusal?.message.contains("\n") == false)
            }
            #expect(try await Self.refusal(db, "SELECT 1/0") == nil, "a defect of ours is nobody's refusal")
        }
    }

    @Test("Every constraint that has words is one of the schema's")
    func wordsAreOfConstraints() async throws {
        try await TestDatabase.with { db in
            let schema = try await db.superuser().transaction { tx in
                try tx.fetch(
                    """
                    SELECT conname::text FROM pg_constraint WHERE connamespace = 'sluse'::regnamespace
                    UNION SELECT relname FROM pg_class WHERE relnamespace = 'sluse'::regnamespace AND relkind = 'i'
                    UNION SELECT (regexp_matches(prosrc, 'CONSTRAINT = ''([a-z_]+)''', 'g'))[1] FROM pg_proc
                        WHERE pronamespace = 'sluse'::regnamespace
                    """
                ) { row in try row.next(String.self) }
            }
            let strangers = Set(ConstraintWords.table.keys).subtracting(schema)
            #expect(strangers.isEmpty, "\(strangers)")
        }
    }

    @Test("A name is echoed cleaned, and a CPR number in it masked")
    func names() {
        let refusal = Refusal.notFound("citizen", "760390-1234\u{1B}[2J")
        #expect(!refusal.message.contains("1234"))
        #expect(!refusal.message.contains("\u{1B}"))
    }
}

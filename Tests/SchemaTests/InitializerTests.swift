import Postgres
import Schema
import Synchronization
import TestSupport
import Testing

@Suite("Making a deployment")
struct InitializerTests {
    /// Runs a body with the name of a database that is not there, and drops it afterwards.
    private static func withName(_ body: @Sendable (String) async throws -> Void) async throws {
        try await TestDatabase.with { db in
            let name = db.name + "_new"
            do {
                // Roles belong to the cluster: one at a time makes them.
                try await TestCluster.exclusively { try await body(name) }
            } catch {
                try await EmptyDatabase.drop(name)
                throw error
            }
            try await EmptyDatabase.drop(name)
        }
    }

    private static func initializer(_ name: String, sample: Bool = false, administrator: String = "op_test_admin")
        -> Initializer
    {
        Initializer(conninfo: "dbname=\(name)", isSample: sample, administrator: administrator)
    }

    @Test("From nothing to a sound database with its administrator, and the second time nothing is left to do")
    func twice() async throws {
        try await Self.withName { name in
            let first = try await Self.initializer(name).run()
            #expect(first.first == "created the database \(name)")
            #expect(first.contains("made this a database for real data"))
            #expect(try await Self.initializer(name).run() == [])
            let settings = try TestCluster.settings(database: name)
            let (findings, owner, sample) = try await Connection.withConnection(settings) { session in
                try session.transaction { tx in
                    let owner = try tx.fetch(
                        "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()"
                    ) { row in try row.next(String.self) }
                    let sample = try tx.fetch("SELECT sample FROM sluse.deployment") { row in try row.next(Bool.self) }
                    return (try Census.findings(&tx), owner, sample)
                }
            }
            #expect(findings.isEmpty)
            #expect(owner == ["sluse_owner"])
            #expect(sample == [false])
        }
    }

    @Test("A database never becomes another kind, nor gets another administrator this way")
    func otherKind() async throws {
        try await Self.withName { name in
            try await Self.initializer(name).run()
            let sample = await #expect(throws: SchemaError.self) {
                try await Self.initializer(name, sample: true).run()
            }
            #expect(sample?.kind == .configuration)
            #expect(sample?.message == "this database was made for real data, and it never becomes a sample")
            let other = await #expect(throws: SchemaError.self) {
                try await Self.initializer(name, administrator: "op_test_nobody").run()
            }
            #expect(other?.message == "this database is administered by op_test_admin")
        }
    }

    @Test("Anybody but a superuser is refused before anything is made")
    func notSuperuser() async throws {
        try await Self.withName { name in
            let refusal = await #expect(throws: SchemaError.self) {
                try await Initializer(conninfo: "dbname=\(name) user=op_test_nobody", administrator: "op_test_admin")
                    .run()
            }
            #expect(refusal?.kind == .notAllowed)
            let there = try await TestCluster.superuser { session in
                try session.fetch("SELECT 1 FROM pg_database WHERE datname = \(name)") { row in try row.next(Int.self) }
            }
            #expect(there.isEmpty)
        }
    }

    @Test("A name that no operator can have is refused", arguments: ["admin", "op_", "op_Admin", "op_a;b", "postgres"])
    func badAdministrator(name: String) async throws {
        await #expect(throws: SchemaError.self) { try await Self.initializer("nowhere", administrator: name).run() }
    }

    @Test("The cluster's own database is never made a deployment")
    func clusterDatabase() async throws {
        let refusal = await #expect(throws: SchemaError.self) { try await Self.initializer("postgres").run() }
        #expect(refusal?.kind == .configuration)
        #expect(refusal?.message == "the database 'postgres' belongs to the cluster itself")
    }

    @Test("The keys are prepared last, and what was made of them is listed")
    func keys() async throws {
        try await Self.withName { name in
            let steps = try await Initializer(
                conninfo: "dbname=\(name)", isSample: true, administrator: "op_test_admin",
                prepareKeys: { ["made the keys"] }
            ).run()
            #expect(steps.last == "made the keys")
        }
    }
}

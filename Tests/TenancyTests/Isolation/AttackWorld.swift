import Postgres
import Schema
import Tenancy
import TestSupport
import Testing

/// Ishøj and Aalborg with a row in every table, so that there is something to steal everywhere.
///
/// Aalborg's rows carry the word `secret` wherever a text column allows it.
struct AttackWorld: Sendable {
    let db: TestDatabase

    static func with(_ body: @Sendable (AttackWorld) async throws -> Void) async throws {
        try await TestDatabase.with { db in
            let world = AttackWorld(db: db)
            for tenant in [TestDatabase.ishoj, TestDatabase.aalborg] {
                let word = tenant == TestDatabase.aalborg ? "secret" : "open"
                try await db.database(as: .administrator).write(in: tenant) { tx in
                    try tx.runScript(AttackWorldScript.people(tenant, word))
                }
                try await db.database(as: .daemon).write(in: tenant) { tx in
                    try tx.runScript(AttackWorldScript.machine(tenant, word))
                }
            }
            try await body(world)
        }
    }

    /// The attacker: a caseworker of Ishøj who really logged in.
    func attacker() async throws -> Database { try await db.login(as: .ishojCaseworker) }

    /// The tables that hold a municipality's rows, read from the catalogue.
    func tenantTables() async throws -> [String] {
        try await db.superuser().transaction(.readOnly) { tx in try tx.fetch(AttackQueries.tenantTables) }
    }

    /// The tables with a column the caseworker may change, and that column.
    func changeable() async throws -> [AttackQueries.Changeable] {
        try await db.superuser().transaction(.readOnly) { tx in try tx.fetch(AttackQueries.changeable) }
    }

    /// Everything of Aalborg in one string, as only a superuser can read it.
    func fingerprint(of tenant: TenantID) async throws -> [String] {
        let tables = try await tenantTables()
        return try await db.superuser().transaction(.readOnly) { tx in
            try tables.map { table in
                try tx.one(
                    Statement("fingerprint", AttackQueries.fingerprint(of: table, in: tenant)) { row in
                        try row.next(String.self)
                    })
            }
        }
    }
}

/// Runs what must be refused, and gives the SQLSTATE it was refused with.
func refused(
    by database: Database, in tenant: TenantID? = TestDatabase.ishoj, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: @Sendable (inout Transaction) throws -> Void
) async throws -> SQLState? {
    do {
        let settings = tenant.map { [LocalSetting("sluse.tenant", String($0.rawValue))] } ?? []
        try await database.transaction(settings: settings, body)
        Issue.record("it was not refused", sourceLocation: sourceLocation)
        return nil
    } catch let error as PostgresError {
        return error.sqlState
    }
}

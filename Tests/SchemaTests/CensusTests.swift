import Postgres
import Schema
import TestSupport
import Testing

@Suite("The census of the catalogue")
struct CensusTests {
    @Test("A migrated database breaks no rule")
    func sound() async throws {
        try await TestDatabase.with { db in
            let findings = try await db.database(as: .nobody).transaction(.readOnly) { tx in try Census.findings(&tx) }
            #expect(findings.isEmpty, "\(findings.map(\.description).joined(separator: "\n"))")
        }
    }

    @Test("Taking any protection from any table turns the census red for that table")
    func everyTable() async throws {
        try await TestDatabase.with { db in
            let database = try await db.superuser()
            let tables = try await database.transaction(.readOnly) { tx in try tx.fetch(CatalogueQueries.tables) }
            #expect(tables.count > 20)
            var mutations = 0
            for table in tables {
                for mutation in Mutation.ofTable(table) {
                    let subjects = try await database.subjects(after: mutation)
                    #expect(subjects.contains(table), "unnoticed: \(mutation)")
                    mutations += 1
                }
            }
            #expect(mutations >= tables.count * 6)
        }
    }

    @Test("Dropping, loosening or adding any policy turns the census red")
    func everyPolicy() async throws {
        try await TestDatabase.with { db in
            let database = try await db.superuser()
            let policies = try await database.transaction(.readOnly) { tx in try tx.fetch(CatalogueQueries.policies) }
            #expect(policies.count > 20)
            for policy in policies {
                for mutation in Mutation.ofPolicy(policy) {
                    let subjects = try await database.subjects(after: mutation)
                    #expect(subjects.contains(policy.table), "unnoticed: \(mutation)")
                }
            }
        }
    }

    @Test("A reference that cascades or leaves the municipality out turns the census red")
    func everyReference() async throws {
        try await TestDatabase.with { db in
            let database = try await db.superuser()
            let references = try await database.transaction(.readOnly) { tx in try tx.fetch(CatalogueQueries.references)
            }
            #expect(references.count > 15)
            for reference in references {
                let mutation = Mutation.cascade(reference)
                let subjects = try await database.subjects(after: mutation)
                #expect(subjects.contains("\(reference.table).\(reference.name)"), "unnoticed: \(mutation)")
            }
        }
    }

    @Test("A trigger switched off turns the census red")
    func everyTrigger() async throws {
        try await TestDatabase.with { db in
            let database = try await db.superuser()
            let triggers = try await database.transaction(.readOnly) { tx in try tx.fetch(CatalogueQueries.triggers) }
            #expect(triggers.count > 40)
            for trigger in triggers {
                let mutation = "ALTER TABLE sluse.\(trigger.table) DISABLE TRIGGER \(trigger.name)"
                let subjects = try await database.subjects(after: mutation)
                #expect(subjects.contains("\(trigger.table).\(trigger.name)"), "unnoticed: \(mutation)")
            }
        }
    }

    @Test(
        "Grants, functions, relations and roles that open a way around turn the census red", arguments: Mutation.others)
    func others(mutation: Mutation.Other) async throws {
        try await TestDatabase.with { db in
            let subjects = try await db.superuser().subjects(after: mutation.script)
            #expect(subjects.contains(mutation.subject), "unnoticed: \(mutation.script); found \(subjects)")
        }
    }
}

private struct Undone: Error {
    let findings: [CensusFinding]
}

extension Database {
    /// What the census names after a change, which is undone again.
    fileprivate func subjects(after script: String) async throws -> Set<String> {
        do {
            return try await transaction { tx in
                try tx.runScript(SQLScript(script))
                throw Undone(findings: try Census.findings(&tx))
            }
        } catch let undone as Undone {
            return Set(undone.findings.map(\.subject))
        }
    }
}

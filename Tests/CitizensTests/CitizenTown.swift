import Citizens
import Foundation
import Municipal
import Postgres
import Synchronization
import Tenancy
import TestSupport
import Testing

/// A test's two municipalities with their keys, and the handles to work in them.
struct CitizenTown: Sendable {
    let test: TestDatabase
    let ring: KeyRing
    /// Works in both municipalities.
    let caseworker: Database
    /// Bound by nothing.
    let superuser: Database

    init(test: TestDatabase, ring: KeyRing) async throws {
        self.test = test
        self.ring = ring
        caseworker = try await test.database(as: .bothCaseworker)
        superuser = try await test.superuser()
    }

    static func with(_ body: @Sendable (CitizenTown) async throws -> Void) async throws {
        try await withFolder { folder in
            let ring = KeyRing(folder: folder + "/keys")
            try ring.make(for: TestDatabase.ishoj)
            try ring.make(for: TestDatabase.aalborg)
            try await TestDatabase.with { test in try await body(try await CitizenTown(test: test, ring: ring)) }
        }
    }

    func keys(_ tenant: TenantID = TestDatabase.ishoj) throws -> MunicipalityKeys {
        try ring.require(for: tenant, "for a test")
    }

    /// Imports a CSV text, whole or without the refused lines.
    func bring(
        _ text: String, to tenant: TenantID = TestDatabase.ishoj, by login: TestLogin = .bothCaseworker,
        partial: Bool = false, dryRun: Bool = false
    ) async throws -> ImportReport {
        let file = try CitizenFile(Array(text.utf8), name: "test.csv")
        let importing = CitizenImport(keys: try keys(tenant))
        let database = login == .bothCaseworker ? caseworker : try await test.database(as: login)
        return try await database.write(in: tenant, dryRun: dryRun) { tx in
            let plan = try importing.plan(file, &tx)
            return plan.report.refused.isEmpty || partial ? try importing.write(plan, &tx) : plan.report
        }
    }

    func show(_ number: Int32, in tenant: TenantID = TestDatabase.ishoj) async throws -> CitizenDisclosure.Dossier {
        let disclosure = CitizenDisclosure(keys: ring, tenant: tenant)
        return try await caseworker.write(in: tenant) { tx in
            try disclosure.show(CitizenNumber(rawValue: number), &tx)
        }
    }

    func reveal(_ number: Int32, in tenant: TenantID = TestDatabase.ishoj) async throws -> CitizenDisclosure.Dossier {
        let disclosure = CitizenDisclosure(keys: ring, tenant: tenant)
        let reason = try AccessReason(parsing: "a test")
        return try await caseworker.write(in: tenant) { tx in
            try disclosure.reveal(CitizenNumber(rawValue: number), reason: reason, &tx)
        }
    }

    func find(_ digits: String, in tenant: TenantID) async throws -> CitizenSummary? {
        let lookup = CitizenLookup(keys: try keys(tenant))
        let cpr = try CPRNumber(parsing: digits)
        return try await caseworker.write(in: tenant) { tx in try lookup.find(cpr, &tx) }
    }

    func erase(_ number: Int32, dryRun: Bool = false) async throws {
        let reason = try AccessReason(parsing: "retention period ended")
        _ = try await caseworker.write(in: TestDatabase.ishoj, dryRun: dryRun) { tx in
            try CitizenErasure.erase(
                CitizenNumber(rawValue: number), reason: reason, in: TestDatabase.ishoj, &tx)
        }
    }

    /// Counts rows as superuser.
    func count(_ query: SQL) async throws -> Int {
        try await superuser.transaction(.readOnly) { tx in
            try tx.fetch(query) { row in try row.next(Int.self) }.first ?? -1
        }
    }

    /// Changes something as superuser with the triggers switched off, as someone with all rights can.
    @discardableResult
    func tamper(_ statement: SQL) async throws -> Int {
        try await superuser.transaction { tx in
            try tx.execute("SET LOCAL session_replication_role = replica")
            return try tx.execute(statement)
        }
    }
}

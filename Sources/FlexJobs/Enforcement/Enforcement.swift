public import Postgres
public import Tenancy

/// Enforces what time decides in the pools of a municipality.
///
/// ```swift
/// let enforcement = Enforcement(database: database)
/// while try await !enforcement.pass(in: tenant).isEmpty {}
/// ```
public struct Enforcement: Sendable {
    private let database: Database

    /// Somebody who holds a lock and does not finish must not hold up the other municipalities: the pass is given up, and
    /// tried again later.
    private static let patience = [LocalSetting("lock_timeout", "2s"), LocalSetting("statement_timeout", "30s")]

    /// Enforces through this database, as the login it has.
    public init(database: Database) {
        self.database = database
    }

    /// Does a bounded part of what is due, in one transaction; an empty report says that nothing is left.
    ///
    /// A row whose transition fails is found by halving the batch, set aside in quarantine, and counted in the report; the
    /// rest goes on. Pools that someone else works on at the moment are left to them.
    ///
    /// - Throws: `PostgresError` where the database can't be worked with, `Refusal` where someone changed a row meanwhile.
    public func pass(in tenant: TenantID) async throws -> PassReport {
        var limits = EnforcementPass.Limits()
        while true {
            do {
                let pass = EnforcementPass(tenant: tenant, limits: limits)
                return try await database.write(in: tenant, reason: "enforcement", settings: Self.patience) { tx in
                    try pass.run(&tx)
                }
            } catch let failure as EnforcementPass.StepFailure {
                // Offers are made in batches of pools, and places are settled in one pool at a time.
                let batch =
                    switch failure.work {
                    case .offer, .settle: failure.pools.count
                    case .expire, .lapse, .notify: limits[failure.work]
                    }
                if batch > 1 {
                    limits[failure.work] = batch / 2
                    continue
                }
                return try await setAside(failure, in: tenant)
            }
        }
    }

    /// Does everything that is due now, pass by pass.
    public func run(in tenant: TenantID) async throws -> PassReport {
        var total = PassReport()
        while true {
            let report = try await pass(in: tenant)
            total += report
            if report.isEmpty { return total }
        }
    }

    /// A failure in a transaction of its own, so that it stays when the failed one is gone.
    private func setAside(_ failure: EnforcementPass.StepFailure, in tenant: TenantID) async throws -> PassReport {
        try await database.write(in: tenant, reason: "enforcement", settings: Self.patience) { tx in
            var report = PassReport()
            let next = QuarantineRepository.next(failure.work, in: tenant, pools: failure.pools, on: failure.day)
            guard let subject = try tx.first(next) else { return report }
            try tx.execute(
                QuarantineRepository.setAside(
                    subject, work: failure.work, sqlState: failure.cause.sqlState?.rawValue ?? "",
                    constraint: failure.cause.constraint, in: tenant))
            report.quarantined = 1
            return report
        }
    }
}

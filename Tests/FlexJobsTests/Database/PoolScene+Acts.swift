import Citizens
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

extension PoolScene {
    /// Runs a body in a database with no pool yet.
    static func empty(_ body: @Sendable (PoolScene) async throws -> Void) async throws {
        try await TestDatabase.with { try await body(PoolScene(test: $0)) }
    }

    /// What a person is told when an act is refused; `nil` if it is not.
    func told(
        on day: Day, as login: TestLogin? = nil, _ body: @Sendable (inout Transaction) throws -> Void
    ) async throws -> Refusal? {
        do {
            try await at(day, as: login, body)
            return nil
        } catch let refusal as Refusal {
            return refusal
        } catch let error as PostgresError {
            guard let refusal = Refusal(from: error) else { throw error }
            return refusal
        }
    }

    /// Proposes a decision.
    func propose(_ slug: String) async throws {
        _ = try await at(day("2015-01-01"), as: poolAdministrator) { tx in
            try tx.execute(
                """
                INSERT INTO sluse.decision (tenant_id, slug, title, status) VALUES (\(tenant), \(slug), \(slug), 'proposed')
                """)
        }
    }

    /// Adopts a decision and lets it take effect in the pools.
    @discardableResult
    func adopt(_ slug: String, on day: Day, effective: Day) async throws -> [Change] {
        try await at(day, as: poolAdministrator) { tx in
            let decision = try DecisionRepository.adopt(
                slug, by: "Byrådet", on: day, effective: effective, caseNumber: "25/1", in: tenant, &tx)
            return try ApplyPools.follow(decision, in: tenant, &tx)
        }
    }

    /// Repeals a decision and lets that take effect in the pools.
    @discardableResult
    func repeal(_ slug: String, on day: Day) async throws -> [Change] {
        try await at(day, as: poolAdministrator) { tx in
            let decision = try DecisionRepository.repeal(slug, on: day, in: tenant, &tx)
            return try ApplyPools.follow(decision, in: tenant, &tx)
        }
    }

    /// Extends a coverage on a day and gives its new last day.
    @discardableResult
    func extend(_ id: CoverageNumber, by months: Int, on day: Day) async throws -> Day {
        try await at(day) { tx in
            try ChangeCoverage.extend(
                id, reason: "rehabilitation", months: months, caseNumber: nil, note: nil, in: tenant, &tx)
        }
    }

    /// Pauses a coverage, recorded on its first day unless another is given.
    @discardableResult
    func pause(
        _ id: CoverageNumber, from: Day, through lastDay: Day? = nil, on day: Day? = nil
    ) async throws -> Day? {
        try await at(day ?? from) { tx in
            try ChangeCoverage.pause(
                id, from: from, through: lastDay, reason: .illness, note: nil, in: tenant, &tx)
        }
    }

    /// Resumes a coverage, recorded on the first day back.
    @discardableResult
    func resume(_ id: CoverageNumber, on day: Day) async throws -> Day? {
        try await at(day) { tx in try ChangeCoverage.resume(id, on: day, note: nil, in: tenant, &tx) }
    }

    /// The trail of a coverage as `kind effective-on state`.
    func trail(_ id: CoverageNumber) async throws -> [String] {
        try await at(day("2026-01-01")) { tx in
            try tx.fetch(CoverageRepository.events(of: id, in: tenant)).map {
                "\($0.kind) \($0.effectiveOn) \($0.state)"
            }
        }
    }

    /// The last covered days of coverages, in the order given.
    func lastDays(_ ids: [CoverageNumber]) async throws -> [Day?] {
        var days: [Day?] = []
        for id in ids { days.append(try await coverage(id).period.lastDay) }
        return days
    }

    /// The pool's places that are not closed.
    func openSeats(of pool: Int32 = 1) async throws -> [Int32] {
        try await at(day("2026-01-01")) { tx in
            try tx.fetch(
                "SELECT number FROM sluse.seat WHERE tenant_id = \(tenant) AND pool_id = \(pool) AND upper_inf(open) ORDER BY number"
            ) { row in try row.next(Int32.self) }
        }
    }

    /// The open offers, oldest first.
    func openOffers() async throws -> [Offer] {
        try await at(day("2026-01-01")) { tx in
            try WaitlistReports.offers(pool: nil, states: [.open], in: tenant, &tx).reversed()
        }
    }
}

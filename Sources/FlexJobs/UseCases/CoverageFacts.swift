import Municipal
import Postgres
import Tenancy

/// A coverage with everything that decides its end.
struct CoverageFacts: Sendable {
    var coverage: Coverage
    var extensions: [RecordedExtension]
    var pauses: [RecordedPause]

    /// The pause that has not ended.
    var openPause: RecordedPause? {
        pauses.first { $0.pause.to == nil }
    }

    /// What the end is worked out from again when a limit is adopted or repealed.
    func term(_ policy: PausePolicy) -> CoverageTerm {
        let extended = extensions.map {
            EndAdjustment(recordedOn: $0.recordedOn, change: .extended(months: $0.granted.months))
        }
        let paused =
            policy == .movesEnd
            ? pauses.compactMap { pause -> EndAdjustment? in
                guard let days = pause.pause.dayCount, let day = pause.countedOn else { return nil }
                return EndAdjustment(recordedOn: day, change: .paused(days: days))
            } : []
        return CoverageTerm(from: coverage.period.from, agreedEnd: coverage.agreedTo, adjustments: extended + paused)
    }

    /// The end the coverage would have without the pause that is open: its end, or the days that remain run from the pause.
    var endWithoutOpenPause: Day? {
        guard coverage.period.to == nil, let pause = openPause else { return coverage.period.to }
        return pause.remainingDays.map { pause.pause.from + $0 }
    }

    /// Reads what decides the ends of some coverages.
    static func load(_ coverages: [Coverage], in tenant: TenantID, _ tx: inout Transaction) throws -> [CoverageFacts] {
        let ids = coverages.map(\.id)
        let extensions = Dictionary(
            grouping: try tx.fetch(CoverageRepository.extensions(of: ids, in: tenant)), by: \.coverage)
        let pauses = Dictionary(grouping: try tx.fetch(PauseRepository.pauses(of: ids, in: tenant)), by: \.coverage)
        return coverages.map {
            CoverageFacts(coverage: $0, extensions: extensions[$0.id] ?? [], pauses: pauses[$0.id] ?? [])
        }
    }

    /// Finds a coverage, locks its pool, and reads it again under the lock.
    static func lock(
        _ id: CoverageNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> (facts: CoverageFacts, pool: Pool) {
        guard let found = try tx.first(CoverageRepository.find(id, in: tenant)) else {
            throw Refusal.notFound("coverage", "\(id)", advice: "See `sluse coverage list`.")
        }
        try tx.execute(PoolRepository.lock(found.pool, in: tenant))
        let pool = try tx.one(PoolRepository.find(found.pool, in: tenant))
        let coverage = try tx.one(CoverageRepository.find(id, in: tenant))
        guard coverage.state == .active else {
            let last = coverage.period.lastDay.map { "\($0)" } ?? "an unknown day"
            throw Refusal(
                .badData,
                "coverage \(id) \(coverage.state.rawValue) with \(last) as its last covered day and is not changed any more",
                advice: "Grant a new coverage if the wage is to be covered again.")
        }
        // Over is over on its day, also where the daemon has not written it down yet.
        if let end = coverage.period.to, try tx.today() >= end {
            throw Refusal(
                .badData, "coverage \(id) had \(end - 1) as its last covered day and is not changed any more",
                advice: "Grant a new coverage if the wage is to be covered again.")
        }
        guard let facts = try load([coverage], in: tenant, &tx).first else {
            throw Refusal.changedMeanwhile("coverage \(id)")
        }
        return (facts, pool)
    }
}

extension Transaction {
    /// Records transitions; if a coverage has changed since it was read, nothing is written.
    mutating func record(_ transitions: [CoverageTransition], in tenant: TenantID) throws {
        guard !transitions.isEmpty else { return }
        for command in CoverageRepository.record(transitions, in: tenant) {
            guard try execute(command) == transitions.count else { throw Refusal.changedMeanwhile("the coverage") }
        }
    }
}

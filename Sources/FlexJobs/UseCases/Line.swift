import Municipal
import Postgres
import Tenancy

/// Who is next for a place.
enum Line {
    /// The entries that may be offered a place of a pool on a day, first in line first.
    static func candidates(
        of pool: Pool, on day: Day, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [WaitingEntry] {
        let rules = try Eligible.rules(of: pool.id, on: day, in: tenant, &tx)
        let found = try tx.fetch(WaitingRepository.candidates(pool: pool.id, on: day, in: tenant))
        let candidates = Dictionary(found.map { (Int($0.entry.id.rawValue), $0) }) { first, _ in first }
        return WaitingOrder.candidates(pool.queued(found.map(\.entry)), on: day) { entry in
            guard let candidate = candidates[entry.id] else { return false }
            return Eligible.verdict(group: candidate.targetGroup, born: candidate.born, rules: rules, on: day)
                .isEligible
        }.compactMap { candidates[$0.id]?.entry }
    }
}

extension Pool {
    /// Entries as the order of the line needs them. A class the pool no longer has comes after those it has.
    func queued(_ entries: [WaitingEntry]) -> [QueuedEntry] {
        let ranks = Dictionary(priorityClasses.enumerated().map { ($1, $0) }) { first, _ in first }
        return entries.map { entry in
            QueuedEntry(
                id: Int(entry.id.rawValue), classRank: ranks[entry.priorityClass] ?? priorityClasses.count,
                queuedOn: entry.queuedOn, parkedUntil: entry.parkedUntil)
        }
    }
}

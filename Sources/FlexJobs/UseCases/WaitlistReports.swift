import Citizens
import Municipal
public import Postgres
public import Tenancy

/// What a person sees of a pool's waiting list.
public enum WaitlistReports {
    /// Someone on the list.
    public struct Position: Sendable {
        /// The entry.
        public let entry: WaitingEntry
        /// The position among those who could be offered a place today; `nil` for the others.
        public let position: Int?
        /// Why the person could not be offered a place today.
        public let obstacle: String?
    }

    /// The list of a pool in order, those who can't be offered a place today at their place in it.
    public static func list(pool slug: String, in tenant: TenantID, _ tx: inout Transaction) throws -> [Position] {
        let pool = try PoolLookup.find(slug, in: tenant, &tx)
        let day = try tx.today()
        let rules = try Eligible.rules(of: pool.id, on: day, in: tenant, &tx)
        let listed = try tx.fetch(WaitingRepository.listed(pool: pool.id, in: tenant))
        let entries = Dictionary(listed.map { (Int($0.id.rawValue), $0) }) { first, _ in first }
        let candidates = Dictionary(
            try tx.fetch(WaitingRepository.candidates(pool: pool.id, on: day, in: tenant)).map { ($0.entry.id, $0) }
        ) { first, _ in first }
        var next = 0
        return WaitingOrder.sorted(pool.queued(listed)).compactMap { queued in
            guard let entry = entries[queued.id] else { return nil }
            guard let candidate = candidates[entry.id] else {
                return Position(entry: entry, position: nil, obstacle: nil)
            }
            let verdict = Eligible.verdict(group: candidate.targetGroup, born: candidate.born, rules: rules, on: day)
            guard verdict.isEligible else { return Position(entry: entry, position: nil, obstacle: verdict.reason) }
            next += 1
            return Position(entry: entry, position: next, obstacle: nil)
        }
    }

    /// The trail of an entry, oldest first.
    public static func trail(
        of id: WaitingNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [WaitingEvent] {
        let events = try tx.fetch(WaitingRepository.events(of: id, in: tenant))
        guard !events.isEmpty else {
            throw Refusal.notFound("waiting entry", "\(id)", advice: "See `sluse waitlist list`.")
        }
        return events
    }

    /// Offers of a municipality, newest first.
    public static func offers(
        pool slug: String?, states: [Offer.State], in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [Offer] {
        let pool = try slug.map { try PoolLookup.find($0, in: tenant, &tx).id }
        return try tx.fetch(OfferRepository.list(in: tenant, pool: pool, states: states))
    }
}

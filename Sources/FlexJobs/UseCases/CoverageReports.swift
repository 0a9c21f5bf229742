public import Citizens
public import Municipal
public import Postgres
public import Tenancy

/// What a person sees of coverages.
public enum CoverageReports {
    /// A coverage with everything that happened to it.
    public struct History: Sendable {
        /// The coverage as it is.
        public let coverage: Coverage
        /// Its transitions, oldest first.
        public let events: [CoverageEvent]
        /// Its pauses, oldest first.
        public let pauses: [PausePeriod]
        /// What became of the person.
        public let followUps: [FollowUp]
    }

    /// A pause.
    public struct PausePeriod: Sendable {
        /// The first day.
        public let from: Day
        /// The last day; `nil` while it is open.
        public let lastDay: Day?
        /// Why.
        public let reason: PauseReason
    }

    /// Coverages of a municipality, newest first.
    public static func list(
        pool slug: String?, citizen: CitizenNumber?, states: [Coverage.State], in tenant: TenantID,
        _ tx: inout Transaction
    ) throws -> [Coverage] {
        let pool = try slug.map { try PoolLookup.find($0, in: tenant, &tx).id }
        return try tx.fetch(CoverageRepository.list(in: tenant, pool: pool, citizen: citizen, states: states))
    }

    /// A coverage with its history.
    public static func history(
        of id: CoverageNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> History {
        guard let coverage = try tx.first(CoverageRepository.find(id, in: tenant)) else {
            throw Refusal.notFound("coverage", "\(id)", advice: "See `sluse coverage list --all`.")
        }
        return History(
            coverage: coverage, events: try tx.fetch(CoverageRepository.events(of: id, in: tenant)),
            pauses: try tx.fetch(PauseRepository.pauses(of: [id], in: tenant)).map {
                PausePeriod(from: $0.pause.from, lastDay: $0.pause.to.map { $0 - 1 }, reason: $0.reason)
            },
            followUps: try tx.fetch(FollowUpRepository.followUps(of: id, in: tenant)))
    }
}

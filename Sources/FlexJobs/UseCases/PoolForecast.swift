public import Municipal
public import Postgres
public import Tenancy

/// Looks ahead from a pool's own facts: today's rules beside a proposal's.
public enum PoolForecast {
    /// What is to be tried.
    public struct Proposal: Sendable {
        /// Places; `nil`, as adopted.
        public var capacity: Int?
        /// Months of coverage for everybody; `nil`, as proposed in the configuration, or else as adopted.
        public var limitMonths: Int?
        /// Months of notice for those inside.
        public var noticeMonths: Int
        /// What a new coverage costs a month; `nil`, the average of those inside.
        public var monthlyAmount: Money?
        /// Whole calendar years after this one.
        public var years: Int

        /// A proposal.
        public init(
            capacity: Int? = nil, limitMonths: Int? = nil, noticeMonths: Int = 6, monthlyAmount: Money? = nil,
            years: Int = 5
        ) {
            self.capacity = capacity
            self.limitMonths = limitMonths
            self.noticeMonths = noticeMonths
            self.monthlyAmount = monthlyAmount
            self.years = years
        }
    }

    /// What the scenarios are built on.
    public struct Scenarios: Sendable {
        /// The rules as they are.
        public let present: ForecastScenario
        /// The rules as proposed; `nil` if nothing was asked for and the configuration proposes nothing.
        public let proposal: ForecastScenario?
        /// What is the same in both.
        public let basis: ForecastBasis
    }

    /// Reads a pool's facts into two scenarios.
    public static func scenarios(
        _ slug: String, _ proposal: Proposal, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Scenarios {
        let pool = try PoolLookup.find(slug, in: tenant, &tx)
        let day = try tx.today()
        let running = try tx.fetch(CoverageRepository.list(in: tenant, pool: pool.id, states: [.active]))
        let facts = try CoverageFacts.load(running, in: tenant, &tx)
        let rows = try tx.fetch(PoolParameterRepository.limits(of: pool.id, in: tenant))
        let limits = try FollowLimits.limits(rows, in: tenant, &tx)
        let occupancy = try tx.one(SeatRepository.occupancy(of: pool.id, in: tenant, on: day))
        let adopted = rows.first { $0.status == .adopted && $0.valid.contains(day) }?.value.months

        let tried: [CoverageLimit]
        let triedMonths: Int?
        if let months = proposal.limitMonths {
            tried =
                limits + [
                    try ChangeCoverage.asked {
                        try CoverageLimit(
                            months: months, effectiveFrom: day, reach: .all(afterNoticeMonths: proposal.noticeMonths),
                            standing: .adopted(on: day))
                    }
                ]
            triedMonths = months
        } else {
            tried = try limits.map { limit in
                guard case .proposed = limit.standing else { return limit }
                return try ChangeCoverage.asked { try limit.ifAdopted(on: day) }
            }
            triedMonths = rows.last { $0.status == .proposed }?.value.months ?? adopted
        }
        let proposed = try tx.fetch(PoolParameterRepository.capacities(of: pool.id, in: tenant)).last {
            $0.status == .proposed
        }
        let isAsked = proposal.capacity != nil || proposal.limitMonths != nil
        let isProposed = isAsked || proposed != nil || rows.contains { $0.status == .proposed }
        return Scenarios(
            present: ForecastScenario(
                name: name("as it is", occupancy.capacity, adopted), capacity: occupancy.capacity, limitMonths: adopted,
                occupants: try facts.map { try occupant($0, end: $0.coverage.period.to) }),
            proposal: try !isProposed
                ? nil
                : {
                    let capacity = proposal.capacity ?? proposed?.value ?? occupancy.capacity
                    return ForecastScenario(
                        name: name("proposal", capacity, triedMonths), capacity: capacity, limitMonths: triedMonths,
                        occupants: try facts.map { try occupant($0, end: $0.term(pool.pausePolicy).end(under: tried)) })
                }(),
            basis: try basis(pool, proposal, running, on: day, in: tenant, &tx))
    }

    private static func basis(
        _ pool: Pool, _ proposal: Proposal, _ running: [Coverage], on day: Day, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws -> ForecastBasis {
        // Who has an open offer takes the place first; then come those in line.
        let offered = try tx.fetch(WaitingRepository.listed(pool: pool.id, in: tenant)).filter { $0.state == .offered }
        let line = (offered + (try Line.candidates(of: pool, on: day, in: tenant, &tx))).map(\.citizen)
        let onBenefit = try Set(tx.fetch(BenefitRepository.onUnemploymentBenefit(line, on: day, in: tenant)))
        let amounts = running.map(\.monthlyAmount)
        let average = try amounts.isEmpty ? Money.zero : Money.sum(amounts).share(1, of: amounts.count)
        return ForecastBasis(
            today: day, years: proposal.years, waitingFromUnemploymentBenefit: line.map(onBenefit.contains),
            monthlyAmount: proposal.monthlyAmount ?? average)
    }

    private static func occupant(_ facts: CoverageFacts, end: Day?) throws -> ForecastOccupant {
        ForecastOccupant(
            span: try DateSpan(from: facts.coverage.period.from, to: end), monthlyAmount: facts.coverage.monthlyAmount,
            cameFromUnemploymentBenefit: facts.coverage.cameFromUnemploymentBenefit)
    }

    private static func name(_ what: String, _ capacity: Int, _ months: Int?) -> String {
        "\(what): \(capacity) places, \(months.map { "\($0) months" } ?? "no limit")"
    }
}

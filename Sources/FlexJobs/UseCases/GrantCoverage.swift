public import Citizens
public import Municipal
public import Postgres
public import Tenancy

/// Grants a coverage: one citizen, one place, one period.
///
/// Everything is checked under the pool's lock: hours, target group and age, the line, free places, and the budget of
/// every year the coverage touches.
public enum GrantCoverage {
    /// What is asked for.
    public struct Request: Sendable {
        /// The citizen.
        public var citizen: CitizenNumber
        /// Who employs.
        public var employer: CVRNumber
        /// Where.
        public var productionUnit: ProductionUnitNumber?
        /// Hours a week.
        public var weeklyHours: Hours
        /// What a whole month costs.
        public var monthlyAmount: Money
        /// The first covered day.
        public var from: Day
        /// The last covered day, where one was agreed that is earlier than the limit gives.
        public var agreedLastDay: Day?
        /// The municipality's case.
        public var caseNumber: String
        /// Whether the citizen comes from *ledighedsydelse*; `nil`, as the benefit recorded the day before says.
        public var cameFromUnemploymentBenefit: Bool?
        /// Why someone gets a place although others are before them in line.
        public var outOfTurn: String?
        /// Another person's leave to exceed a budget.
        public var permit: PermitNumber?

        /// A request.
        public init(
            citizen: CitizenNumber, employer: CVRNumber, productionUnit: ProductionUnitNumber? = nil,
            weeklyHours: Hours,
            monthlyAmount: Money, from: Day, agreedLastDay: Day? = nil, caseNumber: String,
            cameFromUnemploymentBenefit: Bool? = nil, outOfTurn: String? = nil, permit: PermitNumber? = nil
        ) {
            self.citizen = citizen
            self.employer = employer
            self.productionUnit = productionUnit
            self.weeklyHours = weeklyHours
            self.monthlyAmount = monthlyAmount
            self.from = from
            self.agreedLastDay = agreedLastDay
            self.caseNumber = caseNumber
            self.cameFromUnemploymentBenefit = cameFromUnemploymentBenefit
            self.outOfTurn = outOfTurn
            self.permit = permit
        }
    }

    /// Grants a coverage in a pool, out of the line's order only with a reason.
    ///
    /// - Throws: `Refusal` with what stands in the way and what can be done.
    public static func run(
        _ request: Request, pool slug: String, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Coverage {
        let pool = try PoolLookup.lock(slug, in: tenant, &tx)
        let day = try tx.today()
        // Who asks, and for what, comes before whether there is room.
        try check(request, pool: pool, in: tenant, &tx)
        let entry = try tx.first(WaitingRepository.current(of: request.citizen, pool: pool.id, in: tenant))
        if entry?.state == .offered {
            throw Refusal(
                .badData, "\(request.citizen) has an open offer in pool \(pool.slug)",
                advice: "Accept it: `sluse offer list`, then `sluse offer accept`.")
        }
        try checkTurn(request, entry: entry, pool: pool, on: day, in: tenant, &tx)
        let occupancy = try tx.one(
            SeatRepository.occupancy(of: pool.id, in: tenant, on: day, through: max(day, request.from)))
        guard occupancy.free > 0 else { throw fullRefusal(pool, occupancy) }
        return try grant(request, pool: pool, entry: entry, offer: nil, on: day, in: tenant, &tx)
    }

    /// Checks what a request asks for, apart from whether there is room: who, how many hours, at what cost.
    static func check(
        _ request: Request, pool: Pool, in tenant: TenantID, _ tx: inout Transaction
    ) throws {
        try ChangeCoverage.asked { try pool.weeklyHours.check(request.weeklyHours) }
        guard request.monthlyAmount > .zero else {
            throw Refusal(
                .badData, "a coverage costs more than nothing a month", advice: "Give --monthly in kroner: 9.000,00.")
        }
        let verdict = try Eligible.verdict(of: request.citizen, pool: pool.id, on: request.from, in: tenant, &tx)
        guard verdict.isEligible else {
            throw Refusal(
                .badData,
                "\(request.citizen) can't have a place in pool \(pool.slug) from \(request.from): \(verdict.reason)",
                advice: "`sluse citizen show \(request.citizen)` lists the target groups.")
        }
    }

    /// Grants what was checked: out of the line, or the place kept for an offer.
    static func grant(
        _ request: Request, pool: Pool, entry: WaitingEntry?, offer: OfferNumber?, on day: Day, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws -> Coverage {
        let agreedTo = request.agreedLastDay.map { $0 + 1 }
        let period = try coveredPeriod(request, pool: pool, agreedTo: agreedTo, in: tenant, &tx)
        guard let seat = try tx.first(SeatRepository.firstFree(of: pool.id, in: period, in: tenant)) else {
            throw Refusal(
                .badData, "no place of pool \(pool.slug) is free in the whole period \(period.text(.english))",
                advice: "Choose a later first day; `sluse pool show \(pool.slug)` tells when places become free.")
        }
        try Budget.check(request, pool: pool, period: period, in: tenant, &tx)
        let coverage = Coverage(
            id: CoverageNumber(rawValue: try tx.takeNumber("coverage", in: tenant)), pool: pool.id, seat: seat,
            citizen: request.citizen, employer: request.employer, productionUnit: request.productionUnit,
            weeklyHours: request.weeklyHours, monthlyAmount: request.monthlyAmount, caseNumber: request.caseNumber,
            cameFromUnemploymentBenefit: try cameFromBenefit(request, in: tenant, &tx), period: period,
            agreedTo: agreedTo,
            state: .active, endReason: nil, version: 1)
        try tx.execute(CoverageRepository.insert(coverage, offer: offer, permit: request.permit, in: tenant))
        try tx.execute(CoverageRepository.recordGrant(coverage, decision: nil, note: request.outOfTurn, in: tenant))
        if let entry {
            try Waitlist.move(
                entry, to: .placed, kind: .placed, reason: "coverage \(coverage.id)", on: day, in: tenant, &tx)
        }
        try PlanNotices.replan(
            [(coverage.id, pool.id, period.to)], ladder: pool.noticeLadder, in: tenant, on: day, &tx)
        return coverage
    }

    private static func coveredPeriod(
        _ request: Request, pool: Pool, agreedTo: Day?, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> DateSpan {
        let limits = try tx.fetch(PoolParameterRepository.limits(of: pool.id, in: tenant))
        let limit = limits.first { $0.status == .adopted && $0.valid.contains(request.from) }
        let granted = try ChangeCoverage.asked {
            try CoverageEndRule.end(from: request.from, limitMonths: limit?.value.months, agreedEnd: agreedTo)
        }
        // A limit that was adopted and reaches those inside when it takes effect reaches this coverage too.
        let decided = CoverageTerm(from: request.from, agreedEnd: agreedTo)
            .end(under: try FollowLimits.limits(limits, in: tenant, &tx))
        let end = DateSpan.earlier(granted, decided)
        return try DateSpan(from: request.from, to: end)
    }

    private static func cameFromBenefit(
        _ request: Request, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Bool {
        if let known = request.cameFromUnemploymentBenefit { return known }
        let benefits = try PeriodRepository.benefits(of: request.citizen, in: tenant, &tx)
        return benefits.contains {
            $0.value == BenefitRepository.unemploymentBenefit && $0.span.contains(request.from - 1)
        }
    }

    /// Whoever is before the citizen in line goes first, unless a reason is given.
    private static func checkTurn(
        _ request: Request, entry: WaitingEntry?, pool: Pool, on day: Day, in tenant: TenantID, _ tx: inout Transaction
    ) throws {
        guard request.outOfTurn == nil else { return }
        let line = try Line.candidates(of: pool, on: day, in: tenant, &tx)
        let before = line.prefix { $0.id != entry?.id }
        guard before.isEmpty else {
            throw Refusal(
                .badData,
                "\(before.count) \(before.count == 1 ? "person is" : "people are") before \(request.citizen) in line for pool \(pool.slug)",
                advice: "Let the daemon offer the place, or say why with --out-of-turn \"…\"; the reason is recorded.")
        }
    }

    private static func fullRefusal(_ pool: Pool, _ occupancy: PoolOccupancy) -> Refusal {
        let offers = occupancy.openOffers > 0 ? " and \(occupancy.openOffers) on offer" : ""
        let falling =
            occupancy.lowestCapacity < occupancy.capacity ? ", and there will be only \(occupancy.lowestCapacity)" : ""
        return Refusal(
            .badData,
            "pool \(pool.slug) is full: \(occupancy.taken) of \(occupancy.capacity) places are taken\(offers)\(falling)",
            advice: "Put the citizen on the waiting list: `sluse waitlist add`.")
    }
}

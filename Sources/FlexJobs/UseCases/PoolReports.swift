public import Municipal
public import Postgres
public import Tenancy

/// What a person sees of the pools of a municipality.
public enum PoolReports {
    /// A pool in a list.
    public struct Overview: Sendable {
        /// The pool.
        public let pool: Pool
        /// The adopted capacity today.
        public let capacity: Int
        /// Places that are not closed.
        public let openSeats: Int
        /// Places with a coverage that is not over.
        public let taken: Int
        /// Open offers.
        public let openOffers: Int
        /// People on the list, parked ones included.
        public let waiting: Int
        /// Months of coverage for who enters today; `nil`, no limit.
        public let limitMonths: Int?
    }

    /// A place and who has it.
    public struct Place: Sendable {
        /// The number of the place in its pool.
        public let seat: SeatHistory
        /// The coverage that is not over, if there is one.
        public let coverage: Coverage?
    }

    /// A pool with everything that is configured.
    public struct Detail: Sendable {
        /// The figures of the list.
        public let overview: Overview
        /// The places that exist.
        public let places: [Place]
        /// Capacity, limits and target groups, each with its days, status and decision.
        public let parameters: [Parameter]
        /// The reasons to extend.
        public let extensions: [ExtensionTerms]
        /// This year's and the next two years' budgets.
        public let budget: [Budget.Year]
    }

    /// A parameter that holds by date.
    public struct Parameter: Sendable {
        /// `capacity`, `limit` or `target group`.
        public let name: String
        /// What holds, in words.
        public let value: String
        /// The days it holds.
        public let valid: DateSpan
        /// `proposed`, `adopted` or `repealed`.
        public let status: ParameterStatus
        /// The decision it rests on.
        public let decision: String?
    }

    /// The pools of a municipality by name.
    public static func list(in tenant: TenantID, _ tx: inout Transaction) throws -> [Overview] {
        let day = try tx.today()
        return try tx.fetch(PoolRepository.all(in: tenant)).map { try overview($0, on: day, in: tenant, &tx) }
    }

    /// One pool with everything that is configured.
    public static func show(_ slug: String, in tenant: TenantID, _ tx: inout Transaction) throws -> Detail {
        let pool = try PoolLookup.find(slug, in: tenant, &tx)
        let day = try tx.today()
        let running = Dictionary(
            try tx.fetch(CoverageRepository.list(in: tenant, pool: pool.id, states: [.active])).map {
                (Int($0.seat), $0)
            }
        ) { one, other in one.period.from < other.period.from ? one : other }
        let seats = try tx.fetch(SeatRepository.history(of: pool.id, in: tenant)).filter {
            $0.closed.map { $0 > day } ?? true
        }
        let capacities = try tx.fetch(PoolParameterRepository.capacities(of: pool.id, in: tenant))
        let limits = try tx.fetch(PoolParameterRepository.limits(of: pool.id, in: tenant))
        let groups = try tx.fetch(PoolParameterRepository.targetGroups(of: pool.id, in: tenant))
        return Detail(
            overview: try overview(pool, on: day, in: tenant, &tx),
            places: seats.map { Place(seat: $0, coverage: running[$0.number]) },
            parameters: capacities.map { parameter("capacity", $0) { "\($0) places" } }
                + limits.map { parameter("limit", $0, \.text) } + groups.map { parameter("target group", $0, \.text) },
            extensions: try tx.fetch(PoolSettingRepository.extensions(of: pool.id, in: tenant)).filter { !$0.isRetired }
                .map(\.terms),
            budget: try Budget.years(day.year...(day.year + 2), pool: pool, in: tenant, &tx))
    }

    /// How a pool flowed in a period, both days included.
    public static func throughput(
        _ slug: String, in period: ReportPeriod, tenant: TenantID, _ tx: inout Transaction
    ) throws -> Throughput {
        let pool = try PoolLookup.find(slug, in: tenant, &tx)
        return Throughput(try facts(pool, in: tenant, &tx), in: period)
    }

    static func facts(_ pool: Pool, in tenant: TenantID, _ tx: inout Transaction) throws -> ThroughputFacts {
        let stays = try tx.fetch(CoverageRepository.list(in: tenant, pool: pool.id)).map {
            Stay(span: $0.period, endReason: $0.endReason, cameFromUnemploymentBenefit: $0.cameFromUnemploymentBenefit)
        }
        // Who left the list on the day he came onto it never waited.
        let waiting = try tx.fetch(WaitingRepository.periods(pool: pool.id, in: tenant)).compactMap {
            try? DateSpan(from: $0.listedOn, to: $0.leftOn)
        }
        let capacity = try tx.fetch(PoolParameterRepository.capacities(of: pool.id, in: tenant)).capacitySteps
        return ThroughputFacts(stays: stays, capacity: capacity, waiting: waiting)
    }

    private static func overview(
        _ pool: Pool, on day: Day, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Overview {
        let occupancy = try tx.one(SeatRepository.occupancy(of: pool.id, in: tenant, on: day))
        let limits = try tx.fetch(PoolParameterRepository.limits(of: pool.id, in: tenant))
        return Overview(
            pool: pool, capacity: occupancy.capacity, openSeats: occupancy.openSeats, taken: occupancy.taken,
            openOffers: occupancy.openOffers,
            waiting: try tx.fetch(WaitingRepository.listed(pool: pool.id, in: tenant)).count,
            limitMonths: limits.first { $0.status == .adopted && $0.valid.contains(day) }?.value.months)
    }

    private static func parameter<Value>(
        _ name: String, _ row: ParameterRow<Value>, _ text: (Value) -> String
    ) -> Parameter {
        Parameter(name: name, value: text(row.value), valid: row.valid, status: row.status, decision: row.decision)
    }
}

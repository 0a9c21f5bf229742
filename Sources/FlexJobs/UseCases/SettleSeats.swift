import Municipal
import Postgres
import Tenancy

/// Brings a pool's places in line with its adopted capacity, by ``CapacitySettlement``.
enum SettleSeats {
    /// How many places opened and closed.
    struct Outcome: Sendable {
        var opened = 0
        var closed = 0
    }

    /// Settles one pool through a day. The pool is locked by the caller.
    static func run(_ pool: Int32, in tenant: TenantID, on day: Day, _ tx: inout Transaction) throws -> Outcome {
        let steps = try tx.fetch(PoolParameterRepository.capacities(of: pool, in: tenant)).capacitySteps
        let occupancy = try tx.one(SeatRepository.occupancy(of: pool, in: tenant, on: day))
        let plan = CapacitySettlement(
            seats: try tx.fetch(SeatRepository.history(of: pool, in: tenant)), steps: steps,
            openOffers: occupancy.openOffers, through: day)
        // First the closings: a place may not open while there are as many as the capacity of its day allows. After a long
        // pause a place may open and close at once.
        let opened = Set(plan.openings.map(\.seat))
        let closings = plan.closings.filter { !opened.contains($0.seat) }
        if !closings.isEmpty { try tx.execute(SeatRepository.close(closings, of: pool, in: tenant)) }
        let closedOn = Dictionary(plan.closings.map { ($0.seat, $0.day) }) { first, _ in first }
        for (day, openings) in Dictionary(grouping: plan.openings, by: \.day).sorted(by: { $0.key < $1.key }) {
            let places = openings.map { SeatHistory(number: $0.seat, opened: day, closed: closedOn[$0.seat]) }
            try tx.execute(SeatRepository.open(places, of: pool, in: tenant))
        }
        if let last = steps.map(\.from).filter({ $0 <= day }).max() {
            try tx.execute(PoolRepository.settled(pool, on: last, in: tenant))
        }
        return Outcome(opened: plan.openings.count, closed: plan.closings.count)
    }
}

extension Sequence<ParameterRow<Int>> {
    /// The capacities that are or were in force, with a step to nothing where one ended and none followed.
    var capacitySteps: [CapacityStep] {
        let rows = filter { $0.status == .adopted }
        let starts = Set(rows.map(\.valid.from))
        return rows.map { CapacityStep(from: $0.valid.from, capacity: $0.value) }
            + rows.compactMap { row in
                row.valid.to.flatMap { starts.contains($0) ? nil : CapacityStep(from: $0, capacity: 0) }
            }
    }
}

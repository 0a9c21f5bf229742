import FlexJobs
import Municipal
import PropertyTestSupport
import Testing

@Suite("Capacity settlement")
struct CapacitySettlementTests {
    private func seat(_ number: Int, _ occupations: DateSpan...) throws -> SeatHistory {
        SeatHistory(number: number, opened: try day("2020-01-01"), occupations: occupations)
    }

    private func settle(
        _ seats: [SeatHistory], _ steps: [(String, Int)], openOffers: Int = 0, through today: String
    ) throws -> CapacitySettlement {
        CapacitySettlement(
            seats: seats, steps: try steps.map { CapacityStep(from: try day($0.0), capacity: $0.1) },
            openOffers: openOffers, through: try day(today))
    }

    private func written(_ changes: [CapacitySettlement.Change]) -> [String] {
        changes.map { "\($0.seat) \($0.day)" }
    }

    @Test("A larger capacity opens places from its day, numbered on")
    func opening() throws {
        let plan = try settle([seat(1), seat(2)], [("2020-01-01", 2), ("2025-03-01", 4)], through: "2025-04-01")
        #expect(written(plan.openings) == ["3 2025-03-01", "4 2025-03-01"])
        #expect(plan.closings.isEmpty && plan.stillDue == 0)
        #expect(try settle([], [("2025-03-01", 2)], through: "2025-02-28").openings.isEmpty)
    }

    @Test("A smaller capacity closes the places free longest, the highest number first, and throws nobody out")
    func closing() throws {
        let seats = [
            try seat(1), try seat(2, span("2024-01-01", nil)),
            try seat(3, span("2024-01-01", "2025-05-10")), try seat(4),
        ]
        let steps = [("2020-01-01", 4), ("2025-03-01", 1)]
        let early = try settle(seats, steps, through: "2025-03-01")
        #expect(written(early.closings) == ["4 2025-03-01", "1 2025-03-01"] && early.stillDue == 1)
        let late = try settle(seats, steps, through: "2025-06-01")
        #expect(written(late.closings) == ["4 2025-03-01", "1 2025-03-01", "3 2025-05-10"] && late.stillDue == 0)
    }

    @Test("A capacity that falls on the day a coverage expires closes that very place on that day")
    func onExpiryDay() throws {
        // The last covered day is 31 May; the capacity is one from 1 June.
        let seats = [try seat(1, span("2024-01-01", nil)), try seat(2, span("2023-06-01", "2025-06-01"))]
        let plan = try settle(seats, [("2020-01-01", 2), ("2025-06-01", 1)], through: "2025-06-01")
        #expect(written(plan.closings) == ["2 2025-06-01"] && plan.stillDue == 0)
        let dayBefore = try settle(seats, [("2020-01-01", 2), ("2025-05-31", 1)], through: "2025-05-31")
        #expect(dayBefore.closings.isEmpty && dayBefore.stillDue == 1)
    }

    @Test("A free place that is offered stays until the offer is answered")
    func offers() throws {
        let seats = [try seat(1, span("2024-01-01", nil)), try seat(2), try seat(3)]
        let steps = [("2020-01-01", 3), ("2025-06-01", 1)]
        let plan = try settle(seats, steps, openOffers: 1, through: "2025-06-05")
        #expect(written(plan.closings) == ["3 2025-06-01"] && plan.stillDue == 1)
        #expect(try settle(seats, steps, openOffers: 5, through: "2025-06-05").closings.isEmpty)
    }

    @Test("A place promised for later is not free")
    func promised() throws {
        let seats = [try seat(1, span("2025-07-01", "2026-01-01")), try seat(2, span("2020-01-01", nil))]
        let plan = try settle(seats, [("2020-01-01", 2), ("2025-06-01", 1)], through: "2025-06-15")
        #expect(plan.closings.isEmpty && plan.stillDue == 1)
    }

    @Test("An offered place that had to close closes as of its day, also when the capacity has grown again meanwhile")
    func grownAgain() throws {
        let seats = [try seat(1, span("2024-01-01", nil)), try seat(2)]
        let steps = [("2020-01-01", 2), ("2025-06-10", 1), ("2025-06-15", 2)]
        // Offered from the 8th to the 22nd: the place stays while there is no other, and the promise passes to the new one.
        #expect(try settle(seats, steps, openOffers: 1, through: "2025-06-12").closings.isEmpty)
        for openOffers in [1, 0] {
            let plan = try settle(seats, steps, openOffers: openOffers, through: "2025-06-15")
            #expect(written(plan.closings) == ["2 2025-06-10"] && written(plan.openings) == ["3 2025-06-15"])
            #expect(plan.stillDue == 0)
        }
    }

    @Test("As many places stay free as are on offer, as far as there are any")
    func promisesKept() throws {
        let seats = [try seat(1), try seat(2), try seat(3)]
        let steps = [("2020-01-01", 3), ("2025-06-10", 2), ("2025-06-15", 1)]
        let plan = try settle(seats, steps, openOffers: 2, through: "2025-06-15")
        #expect(written(plan.closings) == ["3 2025-06-10"] && plan.stillDue == 1)
    }

    @Test("A place that opens on the day the capacity falls exists for that one day")
    func openedThatDay() throws {
        let seat = SeatHistory(number: 1, opened: try day("2025-06-01"))
        let steps = [("2025-06-01", 0)]
        #expect(try settle([seat], steps, through: "2025-06-01").stillDue == 1)
        #expect(try written(settle([seat], steps, through: "2025-06-02").closings) == ["1 2025-06-02"])
    }

    @Test("Only free places below the capacity that are not offered already are offered")
    func offerable() {
        #expect(OfferablePlaces.count(openSeats: 5, taken: 3, openOffers: 1, capacity: 5) == 1)
        #expect(OfferablePlaces.count(openSeats: 5, taken: 3, openOffers: 0, capacity: 3) == 0)
        #expect(OfferablePlaces.count(openSeats: 2, taken: 3, openOffers: 0, capacity: 5) == 0)
    }

    @Test("Run on every day, on some days or once, the same places open and close on the same days")
    func dayByDay() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let origin = try day("2024-12-01")
        for _ in 0..<300 {
            let days = 60
            let first = generator.below(6)
            var steps = [CapacityStep(from: origin, capacity: first)]
            for _ in 0..<generator.below(4) {
                let from = origin + generator.below(days)
                guard !steps.contains(where: { $0.from == from }) else { continue }
                steps.append(CapacityStep(from: from, capacity: generator.below(8)))
            }
            steps.shuffle(using: &generator)
            let seats = try (0..<first).map { number in
                var occupations: [DateSpan] = []
                if generator.chance(70) {
                    let from = origin + generator.below(30) - 10
                    let to = generator.chance(20) ? nil : from + 1 + generator.below(50)
                    occupations.append(try DateSpan(from: from, to: to))
                }
                return SeatHistory(number: number + 1, opened: origin - 100, occupations: occupations)
            }
            let end = origin + days
            let some = (origin..<end).filter { _ in generator.chance(10) } + [end]
            // Offers come and go from day to day, and none is left on the last.
            let offers = (0..<days).map { _ in generator.below(4) } + [0]
            let once = run(seats, steps, on: [(end, 0)])
            let daily = run(seats, steps, on: (0...days).map { (origin + $0, offers[$0]) })
            let sometimes = run(seats, steps, on: some.map { ($0, offers[$0 - origin]) })
            #expect(once == daily && once == sometimes, "seed \(seed)")
            let thrownOut = once.filter { seat in
                seat.occupations.contains { ($0.to ?? Day.max) > (seat.closed ?? Day.max) }
            }
            #expect(thrownOut.isEmpty, "seed \(seed)")
        }
    }

    /// The places after settling on each of the days, with so many places on offer.
    private func run(
        _ seats: [SeatHistory], _ steps: [CapacityStep], on days: [(day: Day, openOffers: Int)]
    ) -> [SeatHistory] {
        days.reduce(seats) { seats, today in
            let plan = CapacitySettlement(seats: seats, steps: steps, openOffers: today.openOffers, through: today.day)
            let opened = plan.openings.map { SeatHistory(number: $0.seat, opened: $0.day) }
            let settled = (seats + opened).map { seat in
                guard let closing = plan.closings.first(where: { $0.seat == seat.number }) else { return seat }
                return SeatHistory(
                    number: seat.number, opened: seat.opened, closed: closing.day, occupations: seat.occupations)
            }
            let overbooked = plan.openings.filter { opening in
                settled.count { $0.isOpen(on: opening.day) } > steps.capacity(on: opening.day)
            }
            #expect(overbooked.isEmpty, "\(steps) with \(today.openOffers) offers on \(today.day)")
            return settled
        }
    }
}

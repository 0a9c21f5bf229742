import FlexJobs
import Foundation
import Municipal
import PropertyTestSupport
import Testing

@Suite("Throughput")
struct ThroughputTests {
    private func stay(_ from: String, _ to: String?, _ reason: EndReason? = nil, benefit: Bool = false) throws -> Stay {
        Stay(span: try span(from, to), endReason: reason, cameFromUnemploymentBenefit: benefit)
    }

    private func pool() throws -> ThroughputFacts {
        ThroughputFacts(
            stays: [
                try stay("2016-02-01", nil), try stay("2024-12-01", "2025-03-01", .ordinaryJob),
                try stay("2024-01-01", "2026-01-01"), try stay("2025-03-01", "2025-12-31", benefit: true),
                try stay("2023-01-01", "2025-01-01", .moved), try stay("2026-01-01", nil, benefit: true),
            ],
            capacity: [
                CapacityStep(from: try day("2025-07-01"), capacity: 5),
                CapacityStep(from: try day("2016-01-01"), capacity: 3),
            ],
            waiting: [try span("2025-01-01", "2025-12-31"), try span("2025-12-31", nil), try span("2026-01-01", nil)])
    }

    @Test("The figures of 2025 for a written-out pool")
    func year() throws {
        let figures = Throughput(try pool(), in: try ReportPeriod(from: day("2025-01-01"), through: day("2025-12-31")))
        #expect(figures.capacity == 5 && figures.occupied == 2 && figures.waiting == 1)
        // The last day of the coverage that ends on 1 January 2026 lies in 2025, its exit does not.
        #expect(figures.entered == 1 && figures.exited == 3 && figures.expired == 1)
        #expect(figures.exits[.moved] == 1 && figures.exits[.ordinaryJob] == 1 && figures.exits[.other] == 0)
        #expect(figures.occupiedDays == 365 + 59 + 365 + 305)
        #expect(figures.capacityDays == 181 * 3 + 184 * 5)
        #expect(figures.utilisation == Ratio(1094, of: 1463))
        #expect(figures.exitsPerYear.quotient == 3 && figures.turnover.quotient == 1.0)
        #expect(figures.medianCompletedDays == 305)
        #expect(figures.medianCurrentDays == Double((3622 + 731)) / 2)
        #expect(figures.fromUnemploymentBenefit == 1)
    }

    @Test("A whole calendar year is exactly one year, leap or not")
    func years() throws {
        for year in [2023, 2024, 2025] {
            let period = try ReportPeriod(from: day("\(year)-01-01"), through: day("\(year)-12-31"))
            #expect(period.perYear(5).quotient == 5)
        }
        let half = try ReportPeriod(from: day("2023-01-01"), through: day("2024-12-31"))
        #expect(half.perYear(5).quotient == 2.5)
        let leapDay = try ReportPeriod(from: day("2024-02-29"), through: day("2024-02-29"))
        #expect(leapDay.perYear(1).quotient == 366)
        let toTheEdge = try ReportPeriod(from: day("9998-01-01"), through: Day.max)
        #expect(toTheEdge.perYear(2).quotient == 1)
        #expect(throws: PeriodError.self) { try ReportPeriod(from: day("2024-02-29"), through: day("2024-02-28")) }
    }

    @Test("JSON has the agreed keys, nulls where there is no value and every reason")
    func json() throws {
        let period = try ReportPeriod(from: day("2025-01-01"), through: day("2025-12-31"))
        let empty = Throughput(ThroughputFacts(stays: [], capacity: [], waiting: []), in: period)
        let data = try JSONEncoder().encode(empty)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            object.keys.sorted() == [
                "capacity", "capacityDays", "entered", "exited", "exits", "exitsPerYear", "expired",
                "fromUnemploymentBenefit", "medianCompletedDays", "medianCurrentDays", "occupied", "occupiedDays",
                "turnover", "utilisation", "waiting",
            ])
        #expect(object["medianCurrentDays"] is NSNull && object["turnover"] is NSNull)
        let none = Dictionary(uniqueKeysWithValues: EndReason.allCases.map { ($0.rawValue, 0) })
        #expect(object["exits"] as? [String: Int] == none)
        let ratio = try #require(object["utilisation"] as? [String: Any])
        #expect(ratio["denominator"] as? Int == 0 && ratio["percent"] is NSNull)
        #expect(Throughput.explanations.map(\.key).sorted() == object.keys.sorted())
        #expect(Throughput.explanations.allSatisfy { $0.definition.hasSuffix(".") })
    }

    @Test("Sums over periods agree with counting day by day, and those inside balance with entries and exits")
    func agreesWithDays() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let origin = try day("2023-12-01")
        for _ in 0..<200 {
            let stays = try (0..<generator.below(12)).map { _ in
                let from = origin + generator.below(120)
                let to = generator.chance(20) ? nil : from + 1 + generator.below(90)
                return Stay(
                    span: try DateSpan(from: from, to: to),
                    endReason: EndReason.allCases.randomElement(using: &generator),
                    cameFromUnemploymentBenefit: generator.chance(50))
            }
            let steps = (0..<generator.below(4)).map { index in
                CapacityStep(from: origin + index * 37 - 20, capacity: generator.below(9))
            }
            let facts = ThroughputFacts(stays: stays, capacity: steps, waiting: stays.map(\.span))
            let first = origin + generator.below(150)
            let period = try ReportPeriod(from: first, through: first + generator.below(60))
            let figures = Throughput(facts, in: period)
            let inside = { (day: Day) in stays.count { $0.span.contains(day) } }
            #expect(figures.occupied == inside(period.last) && figures.waiting == figures.occupied, "seed \(seed)")
            #expect(figures.occupied == inside(first - 1) + figures.entered - figures.exited, "seed \(seed)")
            #expect(figures.occupiedDays == period.days.reduce(0) { $0 + inside($1) }, "seed \(seed)")
            #expect(figures.capacityDays == period.days.reduce(0) { $0 + steps.capacity(on: $1) }, "seed \(seed)")
            #expect(figures.exits.values.reduce(0, +) == figures.exited, "seed \(seed)")
            #expect(figures.exits[.expired] == figures.expired, "seed \(seed)")
        }
    }
}

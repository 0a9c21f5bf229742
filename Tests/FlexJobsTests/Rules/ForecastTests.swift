import FlexJobs
import Foundation
import Municipal
import PropertyTestSupport
import Testing

@Suite("Forecast")
struct ForecastTests {
    private func basis(_ today: String, years: Int, waiting: Int, ore: Int64 = 1_200_000) throws -> ForecastBasis {
        ForecastBasis(
            today: try day(today), years: years,
            waitingFromUnemploymentBenefit: (0..<waiting).map { $0.isMultiple(of: 2) },
            monthlyAmount: Money(ore: ore))
    }

    private func occupant(_ from: String, _ to: String?) throws -> ForecastOccupant {
        ForecastOccupant(
            span: try span(from, to), monthlyAmount: Money(ore: 1_000_000), cameFromUnemploymentBenefit: false)
    }

    @Test("A pool without a limit stands still: nobody enters, nobody leaves, everybody waits")
    func standstill() throws {
        let scenario = ForecastScenario(
            name: "today", capacity: 2, limitMonths: nil,
            occupants: [try occupant("2016-02-01", nil), try occupant("2019-05-01", nil)])
        let forecast = try Forecast(scenario, basis("2025-03-01", years: 2, waiting: 3))
        #expect(forecast.years.map(\.year) == [2025, 2026, 2027])
        #expect(forecast.years.allSatisfy { $0.entered == 0 && $0.exited == 0 && $0.benefitDaysAvoided == 0 })
        #expect(forecast.years.map(\.cost.ore) == [20_000_000, 24_000_000, 24_000_000])
        #expect(forecast.waits.map(\.day) == [nil, nil, nil] && forecast.steadyStartsPerYear == nil)
    }

    @Test("A limit lets the line move on the days the ends say")
    func moves() throws {
        let scenario = ForecastScenario(
            name: "24 months", capacity: 2, limitMonths: 24,
            occupants: [try occupant("2016-02-01", "2025-09-01"), try occupant("2024-06-01", "2026-06-01")])
        let forecast = try Forecast(scenario, basis("2025-03-01", years: 3, waiting: 4))
        #expect(forecast.waits.map { $0.day?.description } == ["2025-09-01", "2026-06-01", "2027-09-01", "2028-06-01"])
        #expect(forecast.waits.first?.days == 184 && forecast.waits.last?.position == 4)
        #expect(forecast.years.map(\.entered) == [1, 1, 1, 1] && forecast.years.map(\.exited) == [1, 1, 1, 1])
        // Position 1 came from ledighedsydelse and is inside from 1 September 2025: 122 days of that year, 17.43 weeks.
        #expect(forecast.years.map(\.benefitDaysAvoided) == [122, 365, 243 + 122, 366])
        #expect(forecast.years.first?.benefitWeeksAvoided == 17.43)
        #expect(try forecast.years.first?.cost == Money(kroner: 60_000 + 100_000 + 4 * 12_000))
    }

    @Test("Free places are taken today, and a smaller capacity takes nobody in until enough have left")
    func capacity() throws {
        let occupants = [try occupant("2024-01-01", "2026-01-01"), try occupant("2024-01-01", "2026-07-01")]
        let larger = ForecastScenario(name: "3", capacity: 3, limitMonths: 24, occupants: occupants)
        let smaller = ForecastScenario(name: "1", capacity: 1, limitMonths: 24, occupants: occupants)
        let basis = try basis("2025-03-01", years: 2, waiting: 2)
        #expect(try Forecast(larger, basis).waits.map(\.days) == [0, 306])
        #expect(try Forecast(smaller, basis).waits.map { $0.day?.description } == ["2026-07-01", nil])
        let comparison = try ForecastComparison(present: smaller, proposal: larger, basis)
        // 3 places: 1 now, 1 on 1 January and nobody else waits; 1 place: 1 on 1 July 2026.
        #expect(comparison.moreEntries == 1)
        #expect(try comparison.additionalCost().ore > 0)
        #expect(comparison.moreBenefitDaysAvoided == 730 - (184 + 365))
    }

    @Test(
        "Starts a year follow Little's law: places divided by the stay in years",
        arguments: [(5, 24, 2.5), (5, 36, 1.67), (10, 36, 3.33), (5, 96, 0.63)])
    func littlesLaw(_ places: Int, _ months: Int, _ expected: Double) throws {
        let scenario = ForecastScenario(name: "", capacity: places, limitMonths: months, occupants: [])
        #expect(scenario.steadyStartsPerYear?.quotient == expected)
        let basis = try basis("2024-12-31", years: 48, waiting: 500)
        let forecast = try Forecast(scenario, basis)
        // 48 years from the first start; the starts on the first day fill the empty pool.
        let entered = forecast.years.reduce(0) { $0 + $1.entered }
        #expect(entered == places * (48 * 12 / months + 1))
        #expect(Ratio(entered - places, of: 48).quotient == expected)
    }

    @Test("A proposal is simulated as if adopted and gives those inside their ends")
    func proposal() throws {
        let today = try day("2025-02-12")
        let proposed = try CoverageLimit(
            months: 24, effectiveFrom: day("2025-03-01"), reach: .all(afterNoticeMonths: 6), standing: .proposed)
        let term = CoverageTerm(from: try day("2016-02-01"))
        #expect(term.end(under: [proposed]) == nil)
        #expect(try term.end(under: [proposed.ifAdopted(on: today)]) == day("2025-09-01"))
    }

    @Test("The same seed gives the same ranges, which hold the certain course when nothing is left to chance")
    func simulation() throws {
        let scenario = ForecastScenario(
            name: "24 months", capacity: 2, limitMonths: 24,
            occupants: [try occupant("2016-02-01", "2025-09-01"), try occupant("2024-06-01", nil)])
        let basis = try basis("2025-03-01", years: 4, waiting: 6)
        let none = Ratio(0, of: 1)
        let certain = try ForecastSimulation(seed: 1, earlyExitPerYear: none, decline: none, runs: 5)
            .run(scenario, basis)
        let forecast = try Forecast(scenario, basis)
        #expect(certain.years.map(\.entered.p10) == forecast.years.map(\.entered))
        #expect(certain.years.map(\.cost.p90) == forecast.years.map(\.cost))
        #expect(certain.waitingDays.map(\.p50) == forecast.waits.map(\.days))

        func ranges(_ seed: UInt64) throws -> ForecastSimulation.Result {
            let fifth = Ratio(1, of: 5)
            return try ForecastSimulation(seed: seed, earlyExitPerYear: fifth, decline: Ratio(1, of: 4), runs: 200)
                .run(scenario, basis)
        }
        let first = try ranges(2025)
        #expect(try first == ranges(2025))
        #expect(try first != ranges(2026))
        for year in first.years {
            #expect(year.entered.p10 <= year.entered.p50 && year.entered.p50 <= year.entered.p90)
            #expect(year.cost.p10 <= year.cost.p50 && year.cost.p50 <= year.cost.p90)
        }
        // Some leave early, so the sixth in line waits less than for certain, if that came at all.
        let last = try #require(first.waitingDays.last?.p10)
        #expect(last < forecast.waits.last?.days ?? .max)
    }

    @Test("JSON has money in øre, nulls for what does not happen and the same keys always")
    func json() throws {
        let scenario = ForecastScenario(
            name: "today", capacity: 1, limitMonths: nil, occupants: [try occupant("2016-02-01", nil)])
        let basis = try basis("2025-12-31", years: 1, waiting: 1)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let certain = String(decoding: try encoder.encode(Forecast(scenario, basis)), as: UTF8.self)
        let year = #"{"benefitWeeksAvoided":0,"costOre":12000000,"entered":0,"exited":0,"year":2026}"#
        #expect(certain.hasPrefix(#"{"name":"today","steadyStartsPerYear":null,"waits":[{"day":null,"days":null,"#))
        #expect(certain.hasSuffix(year + "]}"))
        let simulation = ForecastSimulation(
            seed: 1, earlyExitPerYear: Ratio(0, of: 1), decline: Ratio(0, of: 1), runs: 1)
        let ranges = String(decoding: try encoder.encode(simulation.run(scenario, basis)), as: UTF8.self)
        #expect(ranges.contains(#""waitingDays":[{"p10":null,"p50":null,"p90":null}]"#))
        #expect(ranges.contains(#""costOre":{"p10":12000000,"p50":12000000,"p90":12000000}"#))
    }

    @Test("When everybody declines, the whole list is offered the place on one day")
    func everybodyDeclines() throws {
        let scenario = ForecastScenario(name: "1", capacity: 1, limitMonths: 12, occupants: [])
        let basis = try basis("2025-03-01", years: 1, waiting: 4)
        let all = try ForecastSimulation(seed: 7, earlyExitPerYear: Ratio(0, of: 1), decline: Ratio(1, of: 1), runs: 3)
            .run(scenario, basis)
        #expect(all.waitingDays.map(\.p90) == [0, 0, 0, 0])
        #expect(all.years.allSatisfy { $0.entered.p90 == 0 && $0.cost.p90 == .zero })
    }

    @Test("Nobody is placed twice, the pool is never overfull, and years add up")
    func property() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let origin = try day("2024-02-29")
        for _ in 0..<200 {
            let capacity = generator.below(8)
            let occupants = try (0..<generator.below(8)).map { _ in
                let end = generator.chance(30) ? nil : origin + 1 + generator.below(1500)
                return ForecastOccupant(
                    span: try DateSpan(from: origin - generator.below(3000), to: end), monthlyAmount: Money(ore: 100),
                    cameFromUnemploymentBenefit: generator.chance(50))
            }
            let months = generator.chance(20) ? nil : 1 + generator.below(40)
            let scenario = ForecastScenario(name: "", capacity: capacity, limitMonths: months, occupants: occupants)
            let basis = ForecastBasis(
                today: origin, years: 1 + generator.below(6),
                waitingFromUnemploymentBenefit: (0..<generator.below(30)).map { _ in generator.chance(50) },
                monthlyAmount: Money(ore: 100))
            let forecast = try Forecast(scenario, basis)
            let placed = forecast.waits.compactMap(\.day)
            let entered = forecast.years.reduce(0) { $0 + $1.entered }
            #expect(placed == placed.sorted() && placed.count == entered, "seed \(seed)")
            #expect(placed.allSatisfy { $0 < basis.horizon }, "seed \(seed)")
            let spans =
                try occupants.map(\.span)
                + placed.map { from in
                    try DateSpan(from: from, to: months.map { from.adding(months: $0) })
                }
            for check in placed {
                #expect(spans.count { $0.contains(check) } <= capacity, "seed \(seed)")
            }
            let ends = spans.compactMap(\.to).count { $0 > origin && $0 < basis.horizon }
            #expect(forecast.years.reduce(0) { $0 + $1.exited } == ends, "seed \(seed)")
        }
    }
}

import Citizens
import Municipal
import Postgres
import PropertyTestSupport
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("Figures of a pool, against PostgreSQL")
struct PoolFiguresTests {
    /// What a count of every single day gives, by SQL and not by the rules.
    private struct Count: Equatable {
        var capacity, occupied, waiting, entered, exited, expired, occupiedDays, capacityDays, fromBenefit: Int
        var medianCompleted, medianCurrent: Double?
    }

    private func count(_ scene: PoolScene, from first: Day, through last: Day) async throws -> Count {
        try await scene.test.superuser().transaction(.readOnly) { tx in
            try tx.one(
                Statement(
                    "brute_force",
                    """
                    WITH days AS (SELECT d::date AS day FROM generate_series(\(first)::date, \(last)::date, interval '1 day') AS d),
                    covered AS (SELECT * FROM sluse.coverage WHERE pool_id = 1),
                    line AS (
                        SELECT days.day, w.id FROM days CROSS JOIN sluse.waiting_entry AS w
                        WHERE w.pool_id = 1 AND w.listed_on <= days.day AND (
                            SELECT e.state FROM sluse.waiting_event AS e
                            WHERE e.entry_id = w.id AND e.effective_on <= days.day ORDER BY e.version DESC LIMIT 1)
                            IN ('waiting', 'parked', 'offered'))
                    SELECT
                        (SELECT places::bigint FROM sluse.pool_capacity WHERE pool_id = 1 AND valid @> \(last)),
                        (SELECT count(*) FROM covered WHERE period @> \(last)),
                        (SELECT count(*) FROM line WHERE day = \(last)),
                        (SELECT count(*) FROM covered JOIN days ON lower(period) = day),
                        (SELECT count(*) FROM covered JOIN days ON upper(period) = day),
                        (SELECT count(*) FROM covered JOIN days ON upper(period) = day WHERE coalesce(end_reason, 'expired') = 'expired'),
                        (SELECT count(*) FROM covered JOIN days ON period @> day),
                        (SELECT coalesce(sum(places), 0)::bigint FROM sluse.pool_capacity JOIN days ON valid @> day WHERE pool_id = 1),
                        (SELECT count(*) FROM covered JOIN days ON lower(period) = day WHERE from_unemployment_benefit),
                        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY upper(period) - lower(period))
                         FROM covered JOIN days ON upper(period) = day),
                        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY \(last)::date - lower(period) + 1)
                         FROM covered WHERE period @> \(last))
                    """
                ) { row in
                    Count(
                        capacity: try row.next(), occupied: try row.next(), waiting: try row.next(),
                        entered: try row.next(),
                        exited: try row.next(), expired: try row.next(), occupiedDays: try row.next(),
                        capacityDays: try row.next(), fromBenefit: try row.next(), medianCompleted: try row.next(),
                        medianCurrent: try row.next())
                })
        }
    }

    @Test("Throughput is what a count of every day gives, for any period of a drawn history")
    func throughput() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let history = try PoolHistory(seed: seed)
        try await PoolScene.empty { scene in
            try await history.play(in: scene)
            try await scene.enforce(on: history.end)
            var generator = SeededGenerator(seed: seed)
            for _ in 0..<12 {
                let first = history.start - 700 + generator.below(1000)
                let last = first + generator.below(500)
                let found = try await scene.at(history.end, as: .ishojReader) { tx in
                    try PoolReports.throughput(
                        "pool-1", in: ReportPeriod(from: first, through: last), tenant: scene.tenant, &tx)
                }
                let counted = try await count(scene, from: first, through: last)
                #expect(
                    counted
                        == Count(
                            capacity: found.capacity, occupied: found.occupied, waiting: found.waiting,
                            entered: found.entered,
                            exited: found.exited, expired: found.expired, occupiedDays: found.occupiedDays,
                            capacityDays: found.capacityDays, fromBenefit: found.fromUnemploymentBenefit,
                            medianCompleted: found.medianCompletedDays, medianCurrent: found.medianCurrentDays),
                    "seed \(seed), \(first) through \(last)")
                #expect(found.exits.values.reduce(0, +) == found.exited)
            }
        }
    }

    /// A pool that runs day by day: entries and exits by year, and the day of each position in line.
    private func walk(
        from today: Day, to horizon: Day, ends: [Day?], capacity: Int, months: Int?, waiting: Int
    ) -> (entered: [Int: Int], exited: [Int: Int], offered: [Day?]) {
        var (entered, exited): ([Int: Int], [Int: Int]) = ([:], [:])
        var inside = ends
        var offered: [Day?] = []
        var day = today
        while day < horizon {
            let leaving = inside.count { $0 == day }
            if leaving > 0 { exited[day.year, default: 0] += leaving }
            inside.removeAll { $0 == day }
            while inside.count < capacity, offered.count < waiting {
                offered.append(day)
                entered[day.year, default: 0] += 1
                inside.append(months.map { day.adding(months: $0) })
            }
            day = day + 1
        }
        return (entered, exited, offered + Array(repeating: nil, count: waiting - offered.count))
    }

    @Test("A forecast gives the entries, exits and waits of a pool that is walked through day by day")
    func forecast() async throws {
        try await PoolScene.empty { scene in
            try await scene.propose("flow-2025")
            let yaml =
                PoolScene.standing + """

                    limit:
                      - { from: 2015-01-01, months: none }
                      - { from: 2025-03-01, months: 24, decision: flow-2025, those-inside: { after-notice-months: 6 } }
                    """
            try await scene.apply(yaml, on: day("2015-01-01"))
            let people = try await scene.citizens(12)
            let starts = ["2016-02-01", "2018-10-15", "2021-02-28", "2023-11-01", "2024-06-01"]
            var ids: [CoverageNumber] = []
            for (citizen, from) in zip(people, starts) { ids.append(try await scene.grant(citizen, from: day(from))) }
            try await scene.wait(Array(people[5...]), on: day("2024-07-01"))
            let today = try day("2025-02-01")
            for capacity in [5, 10] {
                let proposal = PoolForecast.Proposal(capacity: capacity, years: 5)
                let scenarios = try await scene.at(today) {
                    try PoolForecast.scenarios("mikrofleks", proposal, in: scene.tenant, &$0)
                }
                #expect(scenarios.present.limitMonths == nil && scenarios.present.capacity == 5)
                let found = try Forecast(try #require(scenarios.proposal), scenarios.basis)
                // Adopted today, the limit gives 24 months or six months after 1 March, whichever is later.
                let ends = try starts.map { max(try day($0).adding(months: 24), try day("2025-09-01")) }
                let walked = walk(
                    from: today, to: scenarios.basis.horizon, ends: ends, capacity: capacity, months: 24, waiting: 7)
                #expect(found.waits.map(\.day) == walked.offered, "\(capacity) places")
                for year in found.years {
                    #expect(year.entered == walked.entered[year.year] ?? 0, "\(capacity) places, \(year.year)")
                    #expect(year.exited == walked.exited[year.year] ?? 0, "\(capacity) places, \(year.year)")
                }
                let standing = try Forecast(scenarios.present, scenarios.basis)
                #expect(standing.years.allSatisfy { $0.entered == 0 && $0.exited == 0 })
                #expect(standing.waits.allSatisfy { $0.day == nil })
            }
            // What was forecast is what adopting it gives.
            try await scene.adopt("flow-2025", on: today, effective: day("2025-03-01"))
            let forecast = try starts.map { max(try day($0).adding(months: 24), try day("2025-09-01")) - 1 }
            #expect(try await scene.lastDays(ids) == forecast)
        }
    }

    @Test("What coverages cost in a year is their months' amounts, and a budget shows it beside")
    func cost() async throws {
        try await PoolScene.with(PoolScene.standing + "\nbudget:\n  2025: 600.000,00", on: day("2025-01-01")) { scene in
            let people = try await scene.citizens(2)
            let paused = try await scene.grant(people[0], from: day("2025-01-01"))
            try await scene.grant(people[1], from: day("2025-04-16"))
            try await scene.pause(paused, from: day("2025-06-01"), through: day("2025-06-30"), on: day("2025-06-01"))
            let years = try await scene.at(day("2025-07-01")) { tx in
                try Budget.years(
                    2025...2026, pool: PoolLookup.find("mikrofleks", in: scene.tenant, &tx), in: scene.tenant, &tx)
            }
            // 11 months for one; for the other 15 of April's 30 days and 8 months.
            #expect(try years.map(\.committed) == [Money(parsing: "175500"), Money(parsing: "216000")])
            #expect(try years.map(\.budget) == [Money(parsing: "600000"), nil])
        }
    }
}

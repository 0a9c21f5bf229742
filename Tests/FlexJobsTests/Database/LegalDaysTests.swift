import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("The days that decide, against PostgreSQL")
struct LegalDaysTests {
    private static func pool(months: Int, places: Int = 20, movesEnd: Bool = true) -> String {
        PoolScene.standing.replacing("places: 5", with: "places: \(places)")
            .replacing("pauses-move-end: true", with: "pauses-move-end: \(movesEnd)")
            + "\nlimit: [ { from: 2015-01-01, months: \(months) } ]"
    }

    @Test(
        "A coverage is covered on its last day and over on the next, whatever the calendar does there",
        arguments: [
            (
                12,
                [
                    // From a leap day, and up to one.
                    ("2024-02-29", "2025-02-27"), ("2023-03-01", "2024-02-29"), ("2023-02-28", "2024-02-27"),
                    // The last days of 2025 are in ISO week 1 of 2026; the first of 2027 are in week 53 of 2026.
                    ("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-12-31"), ("2026-01-04", "2027-01-03"),
                    // The clocks change on 29 March and on 25 October 2026.
                    ("2025-03-29", "2026-03-28"), ("2025-03-30", "2026-03-29"), ("2025-10-25", "2026-10-24"),
                    ("2025-10-26", "2026-10-25"),
                ]
            ),
            (6, [("2025-08-31", "2026-02-27"), ("2023-08-31", "2024-02-28"), ("2025-08-28", "2026-02-27")]),
        ])
    func lastDays(months: Int, cases: [(from: String, lastDay: String)]) async throws {
        try await PoolScene.with(Self.pool(months: months), on: day("2022-12-01")) { scene in
            let people = try await scene.citizens(cases.count)
            let days = try cases.map { (from: try day($0.from), lastDay: try day($0.lastDay)) }
            for (citizen, expected) in zip(people, days).sorted(by: { $0.1.lastDay < $1.1.lastDay }) {
                let id = try await scene.grant(citizen, from: expected.from, on: day("2022-12-01"))
                #expect(try await scene.coverage(id).period.lastDay == expected.lastDay)
                try await scene.enforce(on: expected.lastDay)
                #expect(try await scene.coverage(id).state == .active, "from \(expected.from)")
                #expect(try await scene.enforce(on: expected.lastDay + 1).expired == 1, "from \(expected.from)")
                #expect(try await scene.trail(id).last == "expired \(expected.lastDay + 1) expired")
            }
        }
    }

    @Test(
        "What is overdue is overdue since midnight in Copenhagen, also beside the days on which the clocks change",
        arguments: [
            ("2026-03-28", "2026-03-28T23:00:00Z"), ("2026-03-29", "2026-03-29T22:00:00Z"),
            ("2026-10-24", "2026-10-24T22:00:00Z"), ("2026-10-25", "2026-10-25T23:00:00Z"),
        ])
    func overdue(lastDay: String, since: String) async throws {
        try await PoolScene.with(Self.pool(months: 24), on: day("2025-01-01")) { scene in
            var request = try await scene.request(scene.citizens(1)[0], from: day("2025-01-01"))
            request.agreedLastDay = try day(lastDay)
            let asked = request
            _ = try await scene.at(day("2025-01-01")) {
                try GrantCoverage.run(asked, pool: "mikrofleks", in: scene.tenant, &$0)
            }
            let early = try await scene.at(day(lastDay), as: .daemon) { tx in
                try tx.execute("UPDATE sluse.notice SET state = 'superseded'")
                return try tx.fetch("SELECT sluse.overdue_since() IS NULL") { row in try row.next(Bool.self) }
            }
            #expect(early == [true])
            let late = try await scene.at(day(lastDay) + 1, as: .daemon) { tx in
                try tx.fetch("SELECT sluse.overdue_since() = \(since)::text::timestamptz") { row in
                    try row.next(Bool.self)
                }
            }
            #expect(late == [true])
        }
    }

    @Test("A larger capacity on an expiry day opens its places that day, and all that is free is offered")
    func largerCapacity() async throws {
        let yaml = Self.pool(months: 24, places: 1).replacing(
            "places: 1 }", with: "places: 1 }, { from: 2025-02-01, places: 2 }")
        try await PoolScene.with(yaml, on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(4)
            try await scene.grant(people[0], from: day("2023-02-01"))
            try await scene.wait(Array(people[1...]), on: day("2023-07-01"))
            #expect(try await scene.enforce(on: day("2025-01-31")).openedSeats == 0)
            let report = try await scene.enforce(on: day("2025-02-01"))
            #expect(report.expired == 1 && report.openedSeats == 1 && report.madeOffers == 2)
            #expect(try await scene.legalState().contains("seat 1.2 [2025-02-01,)"))
            #expect(try await scene.openOffers().map(\.citizen) == [people[1], people[2]])
        }
    }

    @Test("A place that a smaller capacity takes before an answer is due is not offered")
    func capacityFallsSoon() async throws {
        let yaml = Self.pool(months: 24, places: 2).replacing(
            "places: 2 }", with: "places: 2 }, { from: 2025-03-01, places: 1 }")
        try await PoolScene.with(yaml, on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(3)
            try await scene.grant(people[0], from: day("2024-01-01"))
            // 14 days to answer: offered on 14 February the answer is due on the 28th, on the 15th it is too late.
            try await scene.wait([people[1]], on: day("2025-02-15"))
            #expect(try await scene.enforce(on: day("2025-02-15")).madeOffers == 0)
            #expect(try await scene.enforce(on: day("2025-02-14")).madeOffers == 1)
            let refusal = try await scene.told(on: day("2025-02-15")) { tx in
                let request = try scene.request(people[2], from: day("2025-03-01"))
                _ = try GrantCoverage.run(request, pool: "mikrofleks", in: scene.tenant, &tx)
            }
            #expect(
                refusal?.message
                    == "pool mikrofleks is full: 1 of 2 places are taken and 1 on offer, and there will be only 1")
        }
    }

    @Test(
        "An extension can be recorded on the last covered day and not on the day after, whether the daemon ran or not")
    func extensionOnLastDay() async throws {
        try await PoolScene.with(Self.pool(months: 24), on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(2)
            let id = try await scene.grant(people[0], from: day("2023-02-01"))
            let other = try await scene.grant(people[1], from: day("2023-02-01"))
            #expect(try await scene.extend(id, by: 6, on: day("2025-01-31")) == day("2025-07-31"))
            let late: @Sendable (inout Transaction) throws -> Void = { tx in
                _ = try ChangeCoverage.extend(
                    other, reason: "rehabilitation", months: 1, caseNumber: nil, note: nil, in: scene.tenant, &tx)
            }
            let refusal = try await scene.told(on: day("2025-02-01"), late)
            #expect(
                refusal?.message == "coverage C-2 had 2025-01-31 as its last covered day and is not changed any more")
            #expect(try await scene.enforce(on: day("2025-02-01")).expired == 1)
            #expect(try await scene.told(on: day("2025-02-01"), late)?.kind == .badData)
            #expect(try await scene.lastDays([id, other]) == [day("2025-07-31"), day("2025-01-31")])
        }
    }

    @Test("A pause across the end moves it where pauses do, and the coverage ends on its day where they don't")
    func pauseAcrossEnd() async throws {
        try await PoolScene.with(Self.pool(months: 24), on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(2)
            let open = try await scene.grant(people[0], from: day("2023-02-01"))
            let known = try await scene.grant(people[1], from: day("2023-02-01"))
            // 12 of its days are left on 20 January; from 1 March they last through the 12th.
            #expect(try await scene.pause(open, from: day("2025-01-20")) == nil)
            // 20 January through 10 February is 22 days after 31 January.
            #expect(
                try await scene.pause(known, from: day("2025-01-20"), through: day("2025-02-10")) == day("2025-02-22"))
            #expect(try await scene.enforce(on: day("2025-02-22")).expired == 0)
            #expect(try await scene.enforce(on: day("2025-02-23")).expired == 1)
            #expect(try await scene.resume(open, on: day("2025-03-01")) == day("2025-03-12"))
            #expect(try await scene.enforce(on: day("2025-03-13")).expired == 1)
        }
        try await PoolScene.with(Self.pool(months: 24, movesEnd: false), on: day("2023-01-01")) { scene in
            let id = try await scene.grant(scene.citizens(1)[0], from: day("2023-02-01"))
            #expect(try await scene.pause(id, from: day("2025-01-20")) == day("2025-01-31"))
            #expect(try await scene.enforce(on: day("2025-01-31")).expired == 0)
            #expect(try await scene.enforce(on: day("2025-02-01")).expired == 1)
        }
    }

    @Test("Who is first in line but below the age of the rule is passed over, and offered a place on the birthday")
    func belowAge() async throws {
        let yaml =
            Self.pool(months: 24, places: 1)
            + "\ntarget-groups: [ { code: \"9\", from: 2015-01-01, minimum-age: 30 } ]"
        try await PoolScene.with(yaml, on: day("2025-01-01")) { scene in
            let young = try await scene.citizens(1, born: "1996-02-29")
            let older = try await scene.citizens(1)
            try await scene.wait(young + older, on: day("2025-01-01"))
            let list = try await scene.at(day("2025-06-01")) { tx in
                try WaitlistReports.list(pool: "mikrofleks", in: scene.tenant, &tx)
            }
            #expect(list.map(\.position) == [nil, 1])
            #expect(list.first?.obstacle == "below the age of 30 until 2026-03-01")
            #expect(try await scene.enforce(on: day("2025-06-01")).madeOffers == 1)
            #expect(try await scene.openOffers().map(\.citizen) == older)
            // The other lets the offer lapse; born on a leap day, the first is 30 on 1 March 2026.
            #expect(try await scene.enforce(on: day("2026-02-28")).madeOffers == 0)
            #expect(try await scene.enforce(on: day("2026-03-01")).madeOffers == 1)
            #expect(try await scene.openOffers().map(\.citizen) == young)
        }
    }
}

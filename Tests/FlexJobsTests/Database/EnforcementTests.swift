import Dispatch
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("Enforcement against PostgreSQL")
struct EnforcementTests {
    @Test("A coverage runs through its last day and expires on the next, once")
    func expiry() async throws {
        let limited = PoolScene.standing + "\nlimit: [ { from: 2015-01-01, months: 24 } ]"
        try await PoolScene.with(limited, on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(1)
            let id = try await scene.grant(people[0], from: day("2023-02-01"))
            #expect(try await scene.enforce(on: day("2025-01-31")).expired == 0)
            #expect(try await scene.coverage(id).state == .active)
            #expect(try await scene.enforce(on: day("2025-02-01")).expired == 1)
            #expect(try await scene.coverage(id).state == .expired)
            #expect(try await scene.enforce(on: day("2025-02-01")).isEmpty)
        }
    }

    @Test("The notice ladder is sent on its days, and what is overdue together only once")
    func notices() async throws {
        let limited = PoolScene.standing + "\nlimit: [ { from: 2015-01-01, months: 24 } ]"
        try await PoolScene.with(limited, on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(2)
            // The last covered day is 31 January 2025, so the steps are 4 August, 2 November and 1 January.
            try await scene.grant(people[0], from: day("2023-02-01"))
            #expect(
                try await scene.notices(.coverageEnds)
                    == ["180 planned 2024-08-04", "90 planned 2024-11-02", "30 planned 2024-12-31"])
            try await scene.enforce(on: day("2024-08-03"))
            #expect(try await scene.notices(.coverageEnds).allSatisfy { $0.contains("planned") })
            try await scene.enforce(on: day("2024-08-04"))
            #expect(try await scene.notices(.coverageEnds).first == "180 recorded 2024-08-04 2024-08-04")
            try await scene.enforce(on: day("2025-01-10"))
            #expect(
                try await scene.notices(.coverageEnds) == [
                    "180 recorded 2024-08-04 2024-08-04", "90 skipped_late 2024-11-02",
                    "30 recorded 2024-12-31 2025-01-10",
                ])
        }
    }

    @Test("A place that becomes free is offered to the first in line, lapses after its deadline, and goes to the next")
    func offers() async throws {
        let limited =
            PoolScene.standing.replacing("places: 5", with: "places: 1")
            + "\nlimit: [ { from: 2015-01-01, months: 24 } ]"
        try await PoolScene.with(limited, on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(3)
            try await scene.grant(people[0], from: day("2023-02-01"))
            try await scene.wait([people[1], people[2]], on: day("2023-03-01"))
            let report = try await scene.enforce(on: day("2025-02-01"))
            #expect(report.expired == 1)
            #expect(report.madeOffers == 1)
            // Made on 1 February with 14 days: the 15th is the last day to answer, on the 16th it lapses.
            #expect(try await scene.enforce(on: day("2025-02-15")).lapsedOffers == 0)
            let lapse = try await scene.enforce(on: day("2025-02-16"))
            #expect(lapse.lapsedOffers == 1)
            #expect(lapse.madeOffers == 1)
            let offers = try await scene.at(day("2025-02-16")) { tx in
                try WaitlistReports.offers(pool: nil, states: [.open], in: scene.tenant, &tx)
            }
            #expect(offers.map(\.citizen) == [people[2]])
            let coverage = try await scene.at(day("2025-02-20")) { tx in
                try AnswerOffer.accept(
                    offers[0].id, employer: CVRNumber(parsing: "13748136"), productionUnit: nil,
                    weeklyHours: Hours(parsing: "9"), monthlyAmount: Money(parsing: "9000"), from: day("2025-03-01"),
                    agreedLastDay: nil, caseNumber: "25/1", cameFromUnemploymentBenefit: nil, permit: nil,
                    in: scene.tenant, &tx)
            }
            #expect(coverage.period == (try span("2025-03-01", "2027-03-01")))
            #expect(coverage.cameFromUnemploymentBenefit)
        }
    }

    @Test("A smaller capacity on an expiry day closes that place and throws nobody out")
    func smallerCapacity() async throws {
        let limited =
            PoolScene.standing.replacing("places: 5 }", with: "places: 2 }, { from: 2025-02-01, places: 1 }")
            + "\nlimit: [ { from: 2015-01-01, months: 24 } ]"
        try await PoolScene.with(limited, on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(3)
            try await scene.grant(people[0], from: day("2023-02-01"))
            try await scene.grant(people[1], from: day("2023-06-01"))
            try await scene.wait([people[2]], on: day("2023-07-01"))
            let report = try await scene.enforce(on: day("2025-02-01"))
            #expect(report.expired == 1)
            #expect(report.closedSeats == 1)
            #expect(report.madeOffers == 0)
            let state = try await scene.legalState()
            #expect(state.contains("seat 1.1 [2015-01-01,2025-02-01)"))
            #expect(state.contains("seat 1.2 [2015-01-01,)"))
        }
    }

    @Test("Who does not answer goes back in line by the day the offer lapsed, however late the daemon comes")
    func lapseNoticedLate() async throws {
        let yaml = PoolScene.standing.replacing("when-lapsed: park", with: "when-lapsed: back")
            .replacing("places: 5", with: "places: 1")
        try await PoolScene.with(yaml, on: day("2025-01-01")) { scene in
            let people = try await scene.citizens(2)
            let entries = try await scene.wait([people[0]], on: day("2025-01-01"))
            try await scene.enforce(on: day("2025-01-02"))
            // The offer can be answered through 16 January; someone comes onto the list on the 20th, the daemon on the 30th.
            try await scene.wait([people[1]], on: day("2025-01-20"))
            try await scene.enforce(on: day("2025-01-30"))
            let trail = try await scene.at(day("2025-01-30")) { tx in
                try WaitlistReports.trail(of: entries[0], in: scene.tenant, &tx)
            }
            let lapse = try #require(trail.first { $0.kind == "lapsed" })
            #expect(try lapse.effectiveOn == day("2025-01-17"))
            #expect(try lapse.queuedOn == day("2025-01-17"))
            #expect(trail.last?.kind == "offered", "the first in line is offered the place again")
        }
    }

    @Test("Somebody who holds a lock in one municipality holds up nobody else")
    func patience() async throws {
        let limited = PoolScene.standing + "\nlimit: [ { from: 2015-01-01, months: 24 } ]"
        try await PoolScene.with(limited, on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(1)
            let id = try await scene.grant(people[0], from: day("2023-02-01"))
            let holder = try await scene.test.database(as: .ishojCaseworker, today: day("2025-02-01"), poolSize: 1)
            let daemon = try await scene.test.database(as: .daemon, today: day("2025-02-01"), poolSize: 1)
            let (held, letGo) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let holding = Task {
                try await holder.write(in: scene.tenant) { tx in
                    _ = try tx.takeNumber("notice", in: scene.tenant)
                    held.signal()
                    letGo.wait()
                }
            }
            await withCheckedContinuation { done in
                DispatchQueue.global().async {
                    held.wait()
                    done.resume()
                }
            }
            await #expect(throws: PostgresError.self) {
                _ = try await Enforcement(database: daemon).run(in: scene.tenant)
            }
            letGo.signal()
            try await holding.value
            #expect(try await Enforcement(database: daemon).run(in: scene.tenant).expired == 1)
            #expect(try await scene.coverage(id).state == .expired)
        }
    }
}

import Citizens
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("Configuring a pool, against PostgreSQL")
struct ConfiguredPoolTests {
    private func told(_ scene: PoolScene, _ yaml: String, on date: String) async throws -> Refusal? {
        do {
            try await scene.apply(yaml, on: day(date))
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    @Test(
        "A larger capacity by decision opens its places when it takes effect, and its repeal closes those that are free"
    )
    func capacityByDecision() async throws {
        try await PoolScene.empty { scene in
            try await scene.propose("more")
            let yaml = PoolScene.standing
                .replacing("places: 5 }", with: "places: 2 }, { from: 2025-01-01, places: 4, decision: more }")
            try await scene.apply(yaml, on: day("2024-01-01"))
            let people = try await scene.citizens(3)
            try await scene.adopt("more", on: day("2025-03-20"), effective: day("2025-04-01"))
            try await scene.enforce(on: day("2025-03-31"))
            #expect(try await scene.openSeats() == [1, 2])
            #expect(try await scene.enforce(on: day("2025-04-01")).openedSeats == 2)
            for citizen in people { try await scene.grant(citizen, from: day("2025-04-01")) }
            // Decided to end on 1 June: the free place closes at once, the one above is kept for who is in it.
            try await scene.repeal("more", on: day("2025-06-01"))
            try await scene.enforce(on: day("2025-06-01"))
            #expect(try await scene.openSeats() == [1, 2, 3])
            #expect(try await scene.legalState().contains("seat 1.4 [2025-04-01,2025-06-01)"))
            _ = try await scene.at(day("2025-07-16")) { tx in
                try ChangeCoverage.end(
                    CoverageNumber(rawValue: 1), lastDay: day("2025-07-15"), reason: .moved, note: nil,
                    in: scene.tenant, &tx)
            }
            #expect(try await scene.enforce(on: day("2025-08-01")).closedSeats == 1)
            #expect(try await scene.legalState().contains("seat 1.1 [2015-01-01,2025-07-16)"))
        }
    }

    @Test("A smaller capacity adopted while a place is on offer waits for the answer, and then holds from its day")
    func offeredPlace() async throws {
        try await PoolScene.empty { scene in
            try await scene.propose("fewer")
            let yaml = PoolScene.standing
                .replacing("places: 5 }", with: "places: 1 }, { from: 2025-02-01, places: 0, decision: fewer }")
            try await scene.apply(yaml, on: day("2024-01-01"))
            try await scene.wait(scene.citizens(1), on: day("2025-02-01"))
            #expect(try await scene.enforce(on: day("2025-02-01")).madeOffers == 1)
            try await scene.adopt("fewer", on: day("2025-02-05"), effective: day("2025-02-10"))
            #expect(try await scene.enforce(on: day("2025-02-15")).closedSeats == 0)
            let report = try await scene.enforce(on: day("2025-02-16"))
            #expect(report.lapsedOffers == 1 && report.closedSeats == 1)
            #expect(try await scene.legalState() == ["seat 1.1 [2015-01-01,2025-02-10)"])
        }
    }

    @Test(
        "A file can't rewrite the past, tie two rules, rest on unknown decisions, or drop a class in which someone waits"
    )
    func refusals() async throws {
        let limited = PoolScene.standing + "\nlimit: [ { from: 2020-01-01, months: 24 } ]"
        try await PoolScene.with(limited, on: day("2024-01-01")) { scene in
            let before = try await scene.legalState()
            let replaced: @Sendable (String, String) -> String = { limited.replacing($0, with: $1) }
            #expect(
                try await told(
                    scene, replaced("capacity: [", "capacity: [ { from: 2014-01-01, places: 9 },"), on: "2025-01-01")?
                    .message.contains("would rewrite the past") == true)
            #expect(
                try await told(scene, replaced("places: 5", "places: 6"), on: "2025-01-01")?.message
                    .contains("is in force and is 5 places already") == true)
            #expect(
                try await told(scene, replaced("months: 24", "months: 36"), on: "2025-01-01")?.message
                    .contains("is in force and is 24 months already") == true)
            #expect(
                try await told(scene, replaced("kind: flex-job", "kind: small-job"), on: "2025-01-01")?.message
                    .contains("can't become another kind") == true)
            #expect(
                try await told(
                    scene, replaced("limit: [", "limit: [ { from: 2026-01-01, months: 12, decision: nobodys },"),
                    on: "2025-01-01")?
                    .message.contains("rests on the decision 'nobodys', which is not declared") == true)
            try await scene.wait(scene.citizens(1), on: day("2025-01-01"), class: "urgent")
            #expect(
                try await told(scene, replaced("[urgent, ordinary]", "[ordinary]"), on: "2025-01-01")?.message
                    .contains("someone waits in the priority class 'urgent'") == true)
            #expect(try await scene.legalState() == before)
            #expect(try await scene.apply(limited, on: day("2025-01-01")).changes.isEmpty)
        }
    }

    @Test("Two limits that would hold from the same day are refused when the second is adopted")
    func tie() async throws {
        try await PoolScene.empty { scene in
            try await scene.propose("one")
            try await scene.propose("other")
            let yaml =
                PoolScene.standing + """

                    limit:
                      - { from: 2025-01-01, months: 24, decision: one }
                      - { from: 2025-02-01, months: 36, decision: other }
                    """
            try await scene.apply(yaml, on: day("2024-01-01"))
            try await scene.adopt("one", on: day("2025-02-04"), effective: day("2025-03-01"))
            await #expect {
                try await scene.adopt("other", on: day("2025-02-04"), effective: day("2025-03-01"))
            } throws: { error in
                (error as? Refusal)?.message
                    == "two entries of the limit of pool mikrofleks would hold from the same day"
            }
            try await scene.adopt("other", on: day("2025-02-04"), effective: day("2025-03-02"))
        }
    }
}

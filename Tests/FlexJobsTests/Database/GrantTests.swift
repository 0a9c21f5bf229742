import Citizens
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("Granting, against PostgreSQL")
struct GrantTests {
    private func told(
        _ scene: PoolScene, on day: Day, as login: TestLogin? = nil, _ request: GrantCoverage.Request
    ) async throws -> Refusal? {
        try await scene.told(on: day, as: login) { tx in
            _ = try GrantCoverage.run(request, pool: "mikrofleks", in: scene.tenant, &tx)
        }
    }

    @Test("10.0 hours a week are too many below 10 and allowed at most 10")
    func hours() async throws {
        let from = try day("2025-01-01")
        try await PoolScene.with(on: from) { scene in
            let citizen = try await scene.citizens(1)[0]
            #expect(
                try await told(scene, on: from, scene.request(citizen, from: from, hours: "10"))?.message
                    == "10 hours a week do not fit this pool: more than 0 and below 10 are allowed")
            #expect(try await told(scene, on: from, scene.request(citizen, from: from, hours: "9:59")) == nil)
        }
        try await PoolScene.with(PoolScene.standing.replacing("below:", with: "at-most:"), on: from) { scene in
            let citizen = try await scene.citizens(1)[0]
            #expect(
                try await told(scene, on: from, scene.request(citizen, from: from, hours: "10:01"))?.kind == .badData)
            #expect(try await told(scene, on: from, scene.request(citizen, from: from, hours: "10")) == nil)
        }
    }

    @Test("A full pool takes nobody, and whoever is before the citizen in line goes first unless a reason is given")
    func fullAndOutOfTurn() async throws {
        let from = try day("2025-01-01")
        try await PoolScene.with(PoolScene.standing.replacing("places: 5", with: "places: 2"), on: from) { scene in
            let people = try await scene.citizens(4)
            try await scene.wait([people[0]], on: from)
            var request = try scene.request(people[1], from: from)
            #expect(
                try await told(scene, on: from, request)?.message
                    == "1 person is before B-2 in line for pool mikrofleks")
            request.outOfTurn = "the employer can't wait"
            #expect(try await told(scene, on: from, request) == nil)
            let events = try await scene.at(from) { tx in
                try tx.fetch(CoverageRepository.events(of: CoverageNumber(rawValue: 1), in: scene.tenant)).map(\.note)
            }
            #expect(events == ["the employer can't wait"])
            try await scene.grant(people[0], from: from)
            request = try scene.request(people[2], from: from)
            #expect(
                try await told(scene, on: from, request)?.message == "pool mikrofleks is full: 2 of 2 places are taken")
        }
    }

    @Test("A place on offer is nobody else's, and who has the offer accepts it")
    func offered() async throws {
        let from = try day("2025-01-01")
        try await PoolScene.with(PoolScene.standing.replacing("places: 5", with: "places: 1"), on: from) { scene in
            let people = try await scene.citizens(2)
            try await scene.wait([people[0]], on: from)
            try await scene.enforce(on: from)
            #expect(
                try await told(scene, on: from, scene.request(people[1], from: from))?.message
                    == "pool mikrofleks is full: 0 of 1 places are taken and 1 on offer")
            #expect(
                try await told(scene, on: from, scene.request(people[0], from: from))?.message
                    == "B-1 has an open offer in pool mikrofleks")
        }
    }

    @Test("Who comes later gets a place nobody has now, so that who is inside can still be covered longer")
    func emptyPlaceFirst() async throws {
        let limited =
            PoolScene.standing.replacing("places: 5", with: "places: 2")
            + "\nlimit: [ { from: 2015-01-01, months: 24 } ]"
        try await PoolScene.with(limited, on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(2)
            let inside = try await scene.grant(people[0], from: day("2023-02-01"))
            let coming = try await scene.grant(people[1], from: day("2025-02-01"), on: day("2025-01-15"))
            #expect(try await scene.coverage(inside).seat == 1)
            #expect(try await scene.coverage(coming).seat == 2)
            #expect(try await scene.extend(inside, by: 6, on: day("2025-01-31")) == day("2025-07-31"))
        }
    }

    @Test("A grant above the budget needs a permit for that citizen and amount, given by someone else, once")
    func budget() async throws {
        let from = try day("2025-01-01")
        try await PoolScene.with(PoolScene.standing + "\nbudget:\n  2025: 100.000,00", on: from) { scene in
            let people = try await scene.citizens(2)
            // 12 months of 9,000 kr. are 8,000 kr. above the budget.
            var request = try scene.request(people[0], from: from)
            let refusal = try await told(scene, on: from, request)
            #expect(refusal?.kind == .notAllowed)
            #expect(
                refusal?.message.contains("the grant exceeds a budget: the budget of 2025 is 100.000,00 kr.") == true)
            #expect(refusal?.advice?.contains("sluse pool permit mikrofleks --citizen B-1") == true)

            let permit: @Sendable (TestLogin, String) async throws -> PermitNumber = { login, amount in
                try await scene.at(from, as: login) { tx in
                    try Budget.permit(
                        people[0], pool: "mikrofleks", atMost: Money(parsing: amount), reason: "agreed",
                        in: scene.tenant, &tx)
                }
            }
            let own = try await permit(.ishojPoolAdministrator, "8000")
            request.permit = own
            let same = try await told(scene, on: from, as: .ishojPoolAdministrator, request)
            #expect(same?.message == "the permit is not another person's leave for this citizen in this pool")
            request.permit = try await permit(.ishojController, "7999,99")
            #expect(
                try await told(scene, on: from, request)?.message.contains("permit P-2 is for 7.999,99 kr.") == true)
            request.permit = try await permit(.ishojController, "8000")
            let elsewhere = try scene.request(people[1], from: from)
            var stolen = elsewhere
            stolen.permit = request.permit
            let theft = try await told(scene, on: from, stolen)
            #expect(
                theft?.message.hasPrefix("no permit for this citizen in pool mikrofleks is called") == true, "\(theft)")
            #expect(try await told(scene, on: from, request) == nil)
            await #expect(throws: (any Error).self, "a caseworker gives no permits") {
                try await permit(.ishojCaseworker, "1")
            }
        }
    }

    @Test("A citizen whom only the other municipality knows is not found, in the words for nobody")
    func otherMunicipality() async throws {
        let from = try day("2025-01-01")
        try await PoolScene.with(on: from) { scene in
            try await PoolScene(beside: scene).citizens(8)
            let known = try await told(scene, on: from, scene.request(CitizenNumber(rawValue: 7), from: from))
            let nobody = try await told(scene, on: from, scene.request(CitizenNumber(rawValue: 7007), from: from))
            #expect(
                known != nil && known?.kind == nobody?.kind
                    && known?.advice == nobody?.advice?.replacing("7007", with: "7"))
            #expect(known?.message == nobody?.message.replacing("7007", with: "7"))
        }
    }

    @Test("Nobody is covered twice on a day, and nobody beyond the limit")
    func twiceAndBeyond() async throws {
        let from = try day("2025-01-01")
        try await PoolScene.with(PoolScene.standing + "\nlimit: [ { from: 2015-01-01, months: 24 } ]", on: from) {
            scene in
            let people = try await scene.citizens(2)
            try await scene.grant(people[0], from: from)
            #expect(
                try await told(scene, on: from, scene.request(people[0], from: day("2026-12-31")))?.message
                    == "this citizen has a coverage already in that period")
            #expect(try await told(scene, on: from, scene.request(people[0], from: day("2027-01-01"))) == nil)
            var request = try scene.request(people[1], from: from)
            request.agreedLastDay = try day("2027-01-01")
            #expect(
                try await told(scene, on: from, request)?.message
                    == "the pool covers at most 24 months, so a coverage from 2025-01-01 can last through 2026-12-31 and not 2027-01-01"
            )
            request.agreedLastDay = try day("2026-12-31")
            #expect(try await told(scene, on: from, request) == nil)
        }
    }
}

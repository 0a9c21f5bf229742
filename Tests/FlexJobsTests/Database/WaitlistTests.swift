import Citizens
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("The waiting list, against PostgreSQL")
struct WaitlistTests {
    private static let single = PoolScene.standing.replacing("places: 5", with: "places: 1")

    private func line(_ scene: PoolScene, on date: String) async throws -> [String] {
        try await scene.at(day(date)) { tx in
            try WaitlistReports.list(pool: "mikrofleks", in: scene.tenant, &tx)
                .map { "\($0.entry.id) \($0.position.map(String.init) ?? "-") \($0.entry.state.rawValue)" }
        }
    }

    private func trail(_ scene: PoolScene, _ id: WaitingNumber) async throws -> [String] {
        try await scene.at(day("2026-01-01")) { tx in
            try WaitlistReports.trail(of: id, in: scene.tenant, &tx)
                .map {
                    "\($0.version) \($0.kind) \($0.effectiveOn) \($0.priorityClass) \($0.queuedOn) \($0.state): \($0.reason)"
                }
        }
    }

    @Test("The line goes by class, then by day, then by number, and every move is in the trail with its reason")
    func order() async throws {
        try await PoolScene.with(on: day("2024-01-01")) { scene in
            let people = try await scene.citizens(4)
            let ids = try await scene.wait(Array(people[..<3]), on: day("2024-03-01"))
            let urgent = try await scene.wait([people[3]], on: day("2024-04-01"), class: "urgent")
            #expect(
                try await line(scene, on: "2024-04-01") == [
                    "W-4 1 waiting", "W-1 2 waiting", "W-2 3 waiting", "W-3 4 waiting",
                ])
            _ = try await scene.at(day("2024-04-02")) { tx in
                try Waitlist.move(
                    ids[2], toClass: nil, queuedOn: day("2024-02-01"), reason: "came in February", in: scene.tenant, &tx
                )
                try Waitlist.move(
                    urgent[0], toClass: "ordinary", queuedOn: nil, reason: "not urgent", in: scene.tenant, &tx)
                try Waitlist.park(ids[0], until: day("2024-05-01"), reason: "ill", in: scene.tenant, &tx)
                try Waitlist.park(ids[1], until: nil, reason: "abroad", in: scene.tenant, &tx)
            }
            #expect(
                try await line(scene, on: "2024-04-30") == [
                    "W-3 1 waiting", "W-1 - parked", "W-2 - parked", "W-4 2 waiting",
                ])
            #expect(
                try await line(scene, on: "2024-05-01") == [
                    "W-3 1 waiting", "W-1 2 parked", "W-2 - parked", "W-4 3 waiting",
                ])
            _ = try await scene.at(day("2024-05-02")) { tx in
                try Waitlist.unpark(ids[1], reason: "back", in: scene.tenant, &tx)
                try Waitlist.withdraw(ids[0], reason: "does not want to", in: scene.tenant, &tx)
            }
            #expect(try await line(scene, on: "2024-05-02") == ["W-3 1 waiting", "W-2 2 waiting", "W-4 3 waiting"])
            #expect(
                try await trail(scene, ids[1]) == [
                    "1 listed 2024-03-01 ordinary 2024-03-01 waiting: test",
                    "2 parked 2024-04-02 ordinary 2024-03-01 parked: abroad",
                    "3 unparked 2024-05-02 ordinary 2024-03-01 waiting: back",
                ])
            #expect(
                try await trail(scene, ids[2]).last
                    == "2 moved 2024-04-02 ordinary 2024-02-01 waiting: came in February")
        }
    }

    @Test("Nobody is on a list twice, in a class it does not have, since a day to come, or moved after leaving it")
    func refusals() async throws {
        try await PoolScene.with(on: day("2024-01-01")) { scene in
            let people = try await scene.citizens(2)
            let id = try await scene.wait([people[0]], on: day("2024-03-01"))[0]
            let add: @Sendable (CitizenNumber, String?, String?) async throws -> String? = { citizen, rank, since in
                try await scene.told(on: day("2024-03-02")) { tx in
                    _ = try Waitlist.add(
                        citizen, pool: "mikrofleks", priorityClass: rank, queuedOn: since.map { try day($0) },
                        reason: "test",
                        in: scene.tenant, &tx)
                }?.message
            }
            #expect(try await add(people[0], nil, nil) == "B-1 is on the list of pool mikrofleks already, as W-1")
            #expect(try await add(people[1], "vip", nil) == "pool mikrofleks has no priority class 'vip'")
            #expect(
                try await add(people[1], nil, "2024-03-03") == "2024-03-03 is to come; nobody has waited since then")
            _ = try await scene.at(day("2024-03-02")) {
                try Waitlist.withdraw(id, reason: "moved", in: scene.tenant, &$0)
            }
            let gone = try await scene.told(on: day("2024-03-02")) { tx in
                try Waitlist.park(id, until: nil, reason: "late", in: scene.tenant, &tx)
            }
            #expect(gone?.message == "W-1 has left the list (withdrawn)")
            #expect(try await add(people[0], nil, nil) == nil)
        }
    }

    @Test(
        "Who declines goes where the pool says, and the place goes to the next who did not",
        arguments: [
            ("keep", "waiting", "2024-03-01", 1), ("back", "waiting", "2024-03-10", 2),
            ("park", "parked", "2024-03-01", 2),
            ("withdraw", "withdrawn", "2024-03-01", 2),
        ])
    func declined(rule: String, state: String, queuedOn: String, next: Int32) async throws {
        let yaml = Self.single.replacing("when-declined: back", with: "when-declined: \(rule)")
        try await PoolScene.with(yaml, on: day("2024-01-01")) { scene in
            let ids = try await scene.wait(scene.citizens(2), on: day("2024-03-01"))
            try await scene.enforce(on: day("2024-03-05"))
            let offer = try #require(try await scene.openOffers().first)
            #expect(offer.entry == ids[0])
            let withdrawn = try await scene.told(on: day("2024-03-06")) { tx in
                try Waitlist.withdraw(ids[0], reason: "too early", in: scene.tenant, &tx)
            }
            #expect(withdrawn?.message == "W-1 has an open offer")
            _ = try await scene.at(day("2024-03-10")) { tx in
                try AnswerOffer.decline(offer.id, reason: "too far away", parkUntil: nil, in: scene.tenant, &tx)
            }
            #expect(
                try await trail(scene, ids[0]).last
                    == "3 declined 2024-03-10 ordinary \(queuedOn) \(state): too far away")
            try await scene.enforce(on: day("2024-03-10"))
            #expect(try await scene.openOffers().map(\.entry.rawValue) == [next])
            let again = try await scene.told(on: day("2024-03-10")) { tx in
                _ = try AnswerOffer.decline(offer.id, reason: "still", parkUntil: nil, in: scene.tenant, &tx)
            }
            #expect(again?.kind == .tryAgain)
        }
    }

    @Test("Who declines until a day is in line again from that day, where he was")
    func declinedUntil() async throws {
        try await PoolScene.with(Self.single, on: day("2024-01-01")) { scene in
            let ids = try await scene.wait(scene.citizens(1), on: day("2024-03-01"))
            try await scene.enforce(on: day("2024-03-05"))
            let offer = try #require(try await scene.openOffers().first)
            let state = try await scene.at(day("2024-03-06")) { tx in
                try AnswerOffer.decline(
                    offer.id, reason: "in hospital", parkUntil: day("2024-05-01"), in: scene.tenant, &tx)
            }
            #expect(state == .parked)
            #expect(try await scene.enforce(on: day("2024-04-30")).madeOffers == 0)
            #expect(try await scene.enforce(on: day("2024-05-01")).madeOffers == 1)
            #expect(
                try await trail(scene, ids[0]).last?.contains("offered 2024-05-01 ordinary 2024-03-01 offered") == true)
        }
    }

    @Test(
        "Who does not answer goes where the pool says, on the day after the deadline",
        arguments: [
            ("park", "parked", "2024-03-01", [2]), ("back", "waiting", "2024-03-20", [2]),
            ("withdraw", "withdrawn", "2024-03-01", [2]),
        ] as [(String, String, String, [Int32])])
    func lapsed(rule: String, state: String, queuedOn: String, next: [Int32]) async throws {
        let yaml = Self.single.replacing("when-lapsed: park", with: "when-lapsed: \(rule)")
        try await PoolScene.with(yaml, on: day("2024-01-01")) { scene in
            let ids = try await scene.wait(scene.citizens(2), on: day("2024-03-01"))
            try await scene.enforce(on: day("2024-03-05"))
            #expect(try await scene.enforce(on: day("2024-03-19")).lapsedOffers == 0)
            let late = try #require(try await scene.openOffers().first)
            #expect(late.answerBy == (try day("2024-03-19")))
            let refusal = try await scene.told(on: day("2024-03-20")) { tx in
                _ = try AnswerOffer.accept(
                    late.id, employer: CVRNumber(parsing: "13748136"), productionUnit: nil,
                    weeklyHours: Hours(parsing: "9"),
                    monthlyAmount: Money(parsing: "9000"), from: day("2024-04-01"), agreedLastDay: nil,
                    caseNumber: "24/1",
                    cameFromUnemploymentBenefit: nil, permit: nil, in: scene.tenant, &tx)
            }
            #expect(refusal?.message == "offer O-1 had to be answered by 2024-03-19")
            #expect(try await scene.enforce(on: day("2024-03-20")).lapsedOffers == 1)
            #expect(
                try await trail(scene, ids[0]).last
                    == "3 lapsed 2024-03-20 ordinary \(queuedOn) \(state): the offer was not answered in time")
            #expect(try await scene.openOffers().map(\.entry.rawValue) == next)
        }
    }
}

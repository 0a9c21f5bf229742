import Citizens
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("Acts on a coverage, against PostgreSQL")
struct CoverageActTests {
    private static let limited = PoolScene.standing + "\nlimit: [ { from: 2015-01-01, months: 24 } ]"

    @Test("Extensions keep within their caps, each once in the trail")
    func extensions() async throws {
        try await PoolScene.with(Self.limited, on: day("2023-01-01")) { scene in
            let id = try await scene.grant(scene.citizens(1)[0], from: day("2023-02-01"))
            let told: @Sendable (String, Int) async throws -> String? = { reason, months in
                try await scene.told(on: day("2024-01-01")) { tx in
                    _ = try ChangeCoverage.extend(
                        id, reason: reason, months: months, caseNumber: nil, note: nil, in: scene.tenant, &tx)
                }?.message
            }
            #expect(try await told("holiday", 1) == "pool mikrofleks has no reason 'holiday' to extend")
            #expect(
                try await told("rehabilitation", 7)
                    == "7 months for rehabilitation are too many: at most 6 in one extension and 12 together, of which 12 are left"
            )
            #expect(try await scene.extend(id, by: 6, on: day("2024-01-01")) == day("2025-07-31"))
            #expect(try await scene.extend(id, by: 5, on: day("2024-01-01")) == day("2025-12-31"))
            #expect(try await told("rehabilitation", 2)?.hasSuffix("of which 1 is left") == true)
            #expect(try await scene.extend(id, by: 1, on: day("2024-01-01")) == day("2026-01-31"))
            #expect(
                try await told("rehabilitation", 1)
                    == "all 12 months for rehabilitation are used; none is left for this coverage")
            #expect(
                try await scene.trail(id) == [
                    "granted 2023-02-01 active", "extended 2024-01-01 active", "extended 2024-01-01 active",
                    "extended 2024-01-01 active",
                ])
        }
    }

    @Test("A coverage without an end has nothing to extend")
    func endless() async throws {
        try await PoolScene.with(on: day("2023-01-01")) { scene in
            let id = try await scene.grant(scene.citizens(1)[0], from: day("2023-02-01"))
            await #expect(throws: Refusal.self) { try await scene.extend(id, by: 1, on: day("2024-01-01")) }
        }
    }

    @Test("Pause, extension during it and return are one step each, and the notices follow the end")
    func pauses() async throws {
        try await PoolScene.with(Self.limited, on: day("2023-01-01")) { scene in
            let id = try await scene.grant(scene.citizens(1)[0], from: day("2023-02-01"))
            try await scene.pause(id, from: day("2024-03-01"))
            #expect(try await scene.notices(.coverageEnds).allSatisfy { $0.contains("superseded") })
            let second = try await scene.told(on: day("2024-03-02")) { tx in
                _ = try ChangeCoverage.pause(
                    id, from: day("2024-03-02"), through: nil, reason: .illness, note: nil, in: scene.tenant, &tx)
            }
            #expect(
                second?.message == "another pause runs from 2024-03-01 and is still open; resume the coverage first")
            // Without the pause the end would be 1 February 2025; extended, 1 May. 31 days later it is 1 June.
            #expect(try await scene.extend(id, by: 3, on: day("2024-03-10")) == day("2025-04-30"))
            #expect(try await scene.resume(id, on: day("2024-04-01")) == day("2025-05-31"))
            #expect(
                try await scene.trail(id) == [
                    "granted 2023-02-01 active", "paused 2024-03-01 active", "extended 2024-03-10 active",
                    "resumed 2024-04-01 active",
                ])
            let planned = try await scene.notices(.coverageEnds).filter { $0.contains("planned") }
            #expect(planned == ["180 planned 2024-12-02", "90 planned 2025-03-02", "30 planned 2025-05-01"])
        }
    }

    @Test("An end in the past holds at once, one to come on its day, and both for their reason")
    func ends() async throws {
        try await PoolScene.with(Self.limited, on: day("2023-01-01")) { scene in
            let people = try await scene.citizens(2)
            let now = try await scene.grant(people[0], from: day("2023-02-01"))
            let planned = try await scene.grant(people[1], from: day("2023-02-01"))
            let end: @Sendable (CoverageNumber, String, EndReason) async throws -> Coverage.State = {
                id, lastDay, reason in
                try await scene.at(day("2024-01-15")) { tx in
                    try ChangeCoverage.end(id, lastDay: day(lastDay), reason: reason, note: nil, in: scene.tenant, &tx)
                }
            }
            #expect(try await end(now, "2024-01-14", .ordinaryJob) == .ended)
            #expect(try await end(planned, "2024-01-31", .employerTookOver) == .active)
            #expect(try await scene.enforce(on: day("2024-01-31")).ended == 0)
            let report = try await scene.enforce(on: day("2024-02-01"))
            #expect(report.ended == 1 && report.expired == 0)
            #expect(try await scene.trail(now) == ["granted 2023-02-01 active", "ended 2024-01-15 ended"])
            #expect(
                try await scene.trail(planned)
                    == ["granted 2023-02-01 active", "end_planned 2024-02-01 active", "ended 2024-02-01 ended"])
            #expect(try await scene.coverage(planned).endReason == .employerTookOver)
            #expect(try await scene.notices(.coverageEnded).count == 2)
            #expect(try await scene.notices(.followUpDue).count == 6)
            for id in [now, planned] {
                await #expect(throws: Refusal.self) { try await scene.extend(id, by: 1, on: day("2024-02-02")) }
                await #expect(throws: Refusal.self) {
                    try await scene.pause(id, from: day("2024-01-10"), on: day("2024-02-02"))
                }
                await #expect(throws: Refusal.self) { try await end(id, "2024-01-10", .other) }
            }
        }
    }

    @Test("A planned end can be moved to a later day within the limit, and withdrawn until it has come")
    func movedEnds() async throws {
        try await PoolScene.with(Self.limited, on: day("2023-01-01")) { scene in
            let id = try await scene.grant(scene.citizens(1)[0], from: day("2023-02-01"))
            let legal = try await scene.coverage(id).period.to
            let end: @Sendable (String) async throws -> Coverage.State = { lastDay in
                try await scene.at(day("2024-01-15")) { tx in
                    try ChangeCoverage.end(
                        id, lastDay: day(lastDay), reason: .other, note: nil, in: scene.tenant, &tx)
                }
            }
            let withdraw: @Sendable (String) async throws -> Day? = { today in
                try await scene.at(day(today)) { tx in
                    try ChangeCoverage.withdrawEnd(id, note: "the job fell through", in: scene.tenant, &tx)
                }
            }
            await #expect(throws: Refusal.self) { try await withdraw("2024-01-15") }
            _ = try await end("2024-01-31")
            _ = try await end("2024-02-29")
            #expect(try await scene.coverage(id).period.to == day("2024-03-01"))
            await #expect(throws: Refusal.self) { try await end("2025-02-01") }
            #expect(try await withdraw("2024-02-29") == legal.map { $0 - 1 })
            #expect(try await scene.coverage(id).period.to == legal)
            #expect(try await scene.coverage(id).endReason == nil)
            let report = try await scene.enforce(on: day("2024-03-01"))
            #expect(report.ended == 0 && report.expired == 0)
            _ = try await scene.at(day("2024-03-02")) { tx in
                try ChangeCoverage.end(id, lastDay: day("2024-03-05"), reason: .moved, note: nil, in: scene.tenant, &tx)
            }
            await #expect(throws: Refusal.self) { try await withdraw("2024-03-06") }
            #expect(try await scene.enforce(on: day("2024-03-06")).ended == 1)
            #expect(
                try await scene.trail(id) == [
                    "granted 2023-02-01 active", "end_planned 2024-02-01 active", "end_planned 2024-03-01 active",
                    "end_withdrawn 2024-02-29 active", "end_planned 2024-03-06 active", "ended 2024-03-06 ended",
                ])
        }
    }

    @Test("An end is refused before the first day, after the present end, and for the daemon's own reason")
    func impossibleEnds() async throws {
        try await PoolScene.with(Self.limited, on: day("2023-01-01")) { scene in
            let id = try await scene.grant(scene.citizens(1)[0], from: day("2023-02-01"))
            for (lastDay, reason) in [
                ("2023-01-31", EndReason.other), ("2025-02-01", .other), ("2024-01-01", .expired),
            ] {
                let refusal = try await scene.told(on: day("2024-01-15")) { tx in
                    _ = try ChangeCoverage.end(
                        id, lastDay: day(lastDay), reason: reason, note: nil, in: scene.tenant, &tx)
                }
                #expect(refusal?.kind == .badData, "\(lastDay)")
            }
            #expect(try await scene.trail(id) == ["granted 2023-02-01 active"])
        }
    }

    @Test("Follow-ups are made after 3, 6 or 12 months of a coverage that is over, each once, and not asked for again")
    func followUps() async throws {
        try await PoolScene.with(Self.limited, on: day("2023-01-01")) { scene in
            let id = try await scene.grant(scene.citizens(1)[0], from: day("2023-02-01"))
            let follow: @Sendable (Int, String) async throws -> Refusal? = { months, seen in
                try await scene.told(on: day("2025-05-02")) { tx in
                    try ChangeCoverage.followUp(
                        id, months: months, outcome: .ordinaryJob, observedOn: day(seen), note: nil, in: scene.tenant,
                        &tx)
                }
            }
            #expect(
                try await follow(3, "2024-05-01")?.message == "coverage C-1 still runs; there is nothing to follow up")
            try await scene.enforce(on: day("2025-02-01"))
            #expect(
                try await scene.notices(.followUpDue) == [
                    "3 planned 2025-05-01", "6 planned 2025-08-01", "12 planned 2026-02-01",
                ])
            #expect(try await follow(4, "2025-05-01")?.message == "a follow-up is made after 3, 6 or 12 months, not 4")
            #expect(try await follow(3, "2025-01-31")?.kind == .badData)
            #expect(try await follow(3, "2025-05-01") == nil)
            #expect(try await follow(3, "2025-05-01")?.kind != nil)
            try await scene.enforce(on: day("2025-08-01"))
            #expect(
                try await scene.notices(.followUpDue)
                    == ["3 superseded 2025-05-01", "6 recorded 2025-08-01 2025-08-01", "12 planned 2026-02-01"])
        }
    }

    @Test("Two caseworkers who extend the same coverage at once both get through, and no month is lost")
    func concurrentExtensions() async throws {
        try await PoolScene.with(Self.limited, on: day("2023-01-01")) { scene in
            let id = try await scene.grant(scene.citizens(1)[0], from: day("2023-02-01"))
            let through = try await withThrowingTaskGroup(of: Bool.self) { group in
                for login in [TestLogin.ishojCaseworker, .ishojCaseworker2, .ishojCaseworker, .ishojCaseworker2] {
                    group.addTask {
                        let refusal = try await scene.told(on: day("2024-01-01"), as: login) { tx in
                            _ = try ChangeCoverage.extend(
                                id, reason: "rehabilitation", months: 3, caseNumber: nil, note: nil, in: scene.tenant,
                                &tx)
                        }
                        #expect(refusal == nil || refusal?.kind == .tryAgain)
                        return refusal == nil
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(through > 0)
            #expect(try await scene.coverage(id).period.to == day("2025-02-01").adding(months: 3 * through))
            #expect(try await scene.trail(id).count == 1 + through)
        }
    }
}

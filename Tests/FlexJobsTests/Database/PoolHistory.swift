import Citizens
import Municipal
import Postgres
import PropertyTestSupport
import Tenancy
import Testing

@testable import FlexJobs

/// What people do with three pools on one day, drawn from a seed: the same seed, the same acts.
struct PoolHistory: Sendable {
    let seed: UInt64
    /// The day of all acts.
    let start: Day
    /// The last day of the story.
    let end: Day

    init(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        self.seed = seed
        start = try day("2023-06-01") + generator.below(700)
        end = start + 400
    }

    /// Does it all. What a rule refuses is left undone, alike in every database.
    func play(in scene: PoolScene) async throws {
        var generator = SeededGenerator(seed: seed &+ 1)
        var people = try await scene.citizens(60)[...]
        for number in 1...3 {
            let slug = "pool-\(number)"
            try await scene.propose("flow-\(number)")
            try await scene.apply(declaration(number, &generator), on: start)
            var granted: [CoverageNumber] = []
            for citizen in people.prefix(9) {
                let from = start + generator.below(760) - 720
                let agreed = generator.chance(20) ? from + 30 + generator.below(900) : nil
                var request = try scene.request(citizen, from: from)
                request.agreedLastDay = agreed
                request.outOfTurn = "drawn"
                let asked = request
                if let id = try await done(
                    in: scene, { try GrantCoverage.run(asked, pool: slug, in: scene.tenant, &$0).id })
                {
                    granted.append(id)
                }
            }
            people = people.dropFirst(9)
            for id in granted { try await change(id, in: scene, &generator) }
            for citizen in people.prefix(7) {
                let parked = generator.chance(30) ? start + 1 + generator.below(300) : nil
                try await done(in: scene) { tx in
                    let entry = try Waitlist.add(
                        citizen, pool: slug, priorityClass: nil, queuedOn: nil, reason: "drawn", in: scene.tenant, &tx)
                    if let parked { try Waitlist.park(entry, until: parked, reason: "drawn", in: scene.tenant, &tx) }
                }
            }
            people = people.dropFirst(7)
            if generator.chance(80) { try await scene.adopt("flow-\(number)", on: start, effective: start) }
        }
    }

    private func declaration(_ number: Int, _ generator: inout SeededGenerator) -> String {
        var steps = ["{ from: \(start - 1000), places: \(2 + generator.below(6)) }"]
        var day = start
        for _ in 0..<(3 + generator.below(4)) {
            // Often so soon after each other that an offer could stand across two of them.
            day = day + 1 + generator.below(generator.chance(50) ? 12 : 150)
            if day <= end { steps.append("{ from: \(day), places: \(generator.below(9)) }") }
        }
        let inside = generator.chance(20) ? "only-new-entrants" : "{ after-notice-months: \(generator.below(10)) }"
        let first = generator.chance(50) ? "none" : "\(18 + generator.below(18))"
        return """
            slug: pool-\(number)
            title: Pool \(number)
            kind: flex-job
            weekly-hours: { below: 10 }
            pauses-move-end: \(generator.chance(50))
            notices: [180, 90, 30]
            answer-days: \(1 + generator.below(30))
            when-declined: back
            when-lapsed: \(["park", "back", "withdraw"][generator.below(3)])
            priority-classes: [urgent, ordinary]
            capacity: [ \(steps.joined(separator: ", ")) ]
            limit:
              - { from: \(start - 2000), months: \(first) }
              - { from: \(start - 10), months: \(12 + generator.below(24)), decision: flow-\(number), those-inside: \(inside) }
            extensions: [ { reason: rehabilitation, title: Rehabilitation, months-each: 6, months-total: 12 } ]
            """
    }

    private func change(_ id: CoverageNumber, in scene: PoolScene, _ generator: inout SeededGenerator) async throws {
        if generator.chance(25) {
            let months = 1 + generator.below(6)
            try await done(in: scene) { tx in
                try ChangeCoverage.extend(
                    id, reason: "rehabilitation", months: months, caseNumber: nil, note: nil, in: scene.tenant, &tx)
            }
        }
        if generator.chance(35) {
            let from = start + generator.below(120) - 20
            let lastDay = generator.chance(70) ? from + generator.below(90) : nil
            try await done(in: scene) { tx in
                try ChangeCoverage.pause(
                    id, from: from, through: lastDay, reason: .illness, note: nil, in: scene.tenant, &tx)
            }
        }
        if generator.chance(20) {
            let lastDay = start + generator.below(300) - 10
            try await done(in: scene) { tx in
                try ChangeCoverage.end(id, lastDay: lastDay, reason: .ordinaryJob, note: nil, in: scene.tenant, &tx)
            }
        }
    }

    @discardableResult
    private func done<R: Sendable>(
        in scene: PoolScene, _ act: @Sendable (inout Transaction) throws -> R
    ) async throws -> R? {
        do {
            return try await scene.at(start, act)
        } catch is Refusal {
            return nil
        } catch let error as PostgresError where Refusal(from: error) != nil {
            return nil
        }
    }
}

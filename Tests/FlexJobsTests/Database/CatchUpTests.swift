import Municipal
import Postgres
import PropertyTestSupport
import TestSupport
import Testing

@testable import FlexJobs

@Suite("Day by day against catching up")
struct CatchUpTests {
    /// How daemons meet the days of a history.
    enum Course: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case daily, once, sometimes, fourDaily, fourOnce

        var testDescription: String { rawValue }
        var daemons: Int { self == .fourDaily || self == .fourOnce ? 4 : 1 }

        func days(of history: PoolHistory) -> [Day] {
            var generator = SeededGenerator(seed: history.seed &+ 2)
            return switch self {
            case .daily, .fourDaily: Array(history.start...history.end)
            case .once, .fourOnce: [history.end]
            case .sometimes: (history.start..<history.end).filter { _ in generator.chance(5) } + [history.end]
            }
        }
    }

    @Test(
        "400 days run day by day, now and then, at once, by one daemon or by four, leave the same coverages and places")
    func metamorphic() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let history = try PoolHistory(seed: seed)
        try await withThrowingTaskGroup(of: (Course, [String], [String]).self) { group in
            for course in Course.allCases {
                group.addTask {
                    let (state, faults) = try await played(history, course)
                    return (course, state, faults)
                }
            }
            var states: [Course: [String]] = [:]
            for try await (course, state, faults) in group {
                states[course] = state
                #expect(faults.isEmpty, "seed \(seed), \(course)")
            }
            let daily = try #require(states[.daily])
            #expect(daily.contains { $0.contains("expired") }, "seed \(seed): nothing happened")
            for (course, state) in states {
                let difference = state.difference(from: daily).map { "\($0)" }
                #expect(difference.isEmpty, "seed \(seed), \(course)")
            }
        }
    }

    /// The legal state after a history was met in one way, and whatever happened twice.
    private func played(_ history: PoolHistory, _ course: Course) async throws -> (state: [String], faults: [String]) {
        try await TestDatabase.with { test in
            let scene = PoolScene(test: test)
            try await history.play(in: scene)
            let daemons = try await Daemons(course.daemons, in: scene, from: history.start)
            for day in course.days(of: history) { try await daemons.run(in: scene.tenant, on: day) }
            #expect(try await daemons.run(in: scene.tenant, on: history.end).isEmpty, "seed \(history.seed), \(course)")
            return (try await scene.legalState(), try await scene.faults())
        }
    }
}

extension PoolScene {
    /// Transitions, notices and offers that are there twice, places promised twice or counted wrong, what failed and what the
    /// outbox lacks.
    func faults() async throws -> [String] {
        try await test.superuser().transaction(.readOnly) { tx in
            try tx.fetch(
                """
                SELECT format('coverage %s ended %s times', coverage_id, count(*)) FROM sluse.coverage_event
                WHERE kind IN ('ended', 'expired') GROUP BY tenant_id, coverage_id HAVING count(*) > 1
                UNION ALL
                SELECT format('coverage %s notice %s %s %s %s times', coverage_id, kind, step, about, count(*)) FROM sluse.notice
                WHERE coverage_id IS NOT NULL GROUP BY tenant_id, coverage_id, kind, step, about HAVING count(*) > 1
                UNION ALL
                SELECT format('offer %s notice %s %s times', offer_id, kind, count(*)) FROM sluse.notice
                WHERE offer_id IS NOT NULL GROUP BY tenant_id, offer_id, kind HAVING count(*) > 1
                UNION ALL
                SELECT format('entry %s offered %s times on %s', entry_id, count(*), made_on) FROM sluse.offer
                GROUP BY tenant_id, entry_id, made_on HAVING count(*) > 1
                UNION ALL
                SELECT format('pool %s promises more than it has', p.id) FROM sluse.pool AS p
                WHERE (SELECT count(*) FROM sluse.offer AS o WHERE o.pool_id = p.id AND o.state = 'open')
                    > (SELECT count(*) FROM sluse.seat AS s WHERE s.pool_id = p.id AND upper_inf(s.open)
                       AND NOT EXISTS (SELECT FROM sluse.coverage AS c
                           WHERE c.pool_id = s.pool_id AND c.seat_number = s.number AND c.state = 'active'))
                UNION ALL
                SELECT format('notice %s is not in the outbox', n.id) FROM sluse.notice AS n
                WHERE n.state = 'recorded' AND NOT EXISTS (SELECT FROM sluse.outbox AS x WHERE x.key = n.key)
                UNION ALL
                SELECT format('%s of %s failed: %s %s', work, subject, sqlstate, constraint_name) FROM sluse.quarantine
                UNION ALL
                SELECT format('pool %s is counted wrong', n.pool_id) FROM sluse.pool_occupancy_counted AS n
                LEFT JOIN sluse.pool_occupancy AS o ON o.tenant_id = n.tenant_id AND o.pool_id = n.pool_id
                WHERE (n.open_seats, n.taken_seats, n.open_offers) IS DISTINCT FROM (o.open_seats, o.taken_seats, o.open_offers)
                UNION ALL
                SELECT 'the audit has entries without a link'
                WHERE (SELECT count(*) FROM sluse.audit_entry) <> (SELECT count(*) FROM sluse.audit_link)
                """
            ) { row in try row.next(String.self) }
        }
    }
}

import Citizens
import Declarations
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("Limits by decision, against PostgreSQL")
struct LimitTests {
    private static func pool(_ inside: String) -> String {
        PoolScene.standing + """

            limit:
              - { from: 2015-01-01, months: none }
              - { from: 2025-03-01, months: 24, decision: flow-2025, those-inside: \(inside) }
            """
    }
    private static let afterNotice = pool("{ after-notice-months: 6 }")

    /// A pool with someone inside since 2016 and someone since June 2024, and the proposal on the table.
    private func withPeople(
        _ yaml: String = afterNotice,
        _ body: @Sendable (PoolScene, [CoverageNumber], [CitizenNumber]) async throws -> Void
    ) async throws {
        try await PoolScene.empty { scene in
            try await scene.propose("flow-2025")
            try await scene.apply(yaml, on: day("2016-01-01"))
            let people = try await scene.citizens(4)
            let old = try await scene.grant(people[0], from: day("2016-02-01"))
            let recent = try await scene.grant(people[1], from: day("2024-06-01"))
            try await body(scene, [old, recent], people)
        }
    }

    @Test("A proposed limit ends nothing; adopted, it ends coverages after 24 months and not before 6 months' notice")
    func adopt() async throws {
        try await withPeople { scene, ids, people in
            #expect(try await scene.lastDays(ids) == [nil, nil])
            let changes = try await scene.adopt("flow-2025", on: day("2025-02-04"), effective: day("2025-03-01"))
            #expect(try await scene.lastDays(ids) == [day("2025-08-31"), day("2026-05-31")])
            #expect(changes.map(\.description).contains("~ coverage C-1 last day: none → 2025-08-31"))
            #expect(try await scene.trail(ids[0]) == ["granted 2016-02-01 active", "rule_changed 2025-02-04 active"])
            // Granted between the decision and its effect: the limit reaches that coverage like everybody inside.
            let before = try await scene.grant(people[2], from: day("2025-02-28"))
            let after = try await scene.grant(people[3], from: day("2025-03-01"))
            #expect(try await scene.lastDays([before, after]) == [day("2027-02-27"), day("2027-02-28")])
            #expect(
                try await scene.notices(.coverageEnds).prefix(3)
                    == ["180 planned 2025-03-04", "90 planned 2025-06-02", "30 planned 2025-08-01"])
        }
    }

    @Test("A limit for new entrants leaves those inside alone")
    func newEntrants() async throws {
        try await withPeople(Self.pool("only-new-entrants")) { scene, ids, people in
            try await scene.adopt("flow-2025", on: day("2025-02-04"), effective: day("2025-03-01"))
            let entrant = try await scene.grant(people[2], from: day("2025-03-01"))
            #expect(try await scene.lastDays(ids + [entrant]) == [nil, nil, day("2027-02-28")])
        }
    }

    @Test("A repeal restores the ends, of those who came meanwhile too, and not of those who are over")
    func repeal() async throws {
        try await withPeople { scene, ids, people in
            try await scene.adopt("flow-2025", on: day("2025-02-04"), effective: day("2025-03-01"))
            let entrant = try await scene.grant(people[2], from: day("2025-04-01"))
            // The daemon has been away since August: the first is over all the same.
            try await scene.repeal("flow-2025", on: day("2025-09-10"))
            #expect(try await scene.lastDays(ids + [entrant]) == [day("2025-08-31"), nil, nil])
            #expect(try await scene.enforce(on: day("2025-09-11")).expired == 1)
            #expect(try await scene.trail(ids[0]).last == "expired 2025-09-01 expired")
            let next = try await scene.grant(people[3], from: day("2025-09-11"))
            #expect(try await scene.lastDays([next]) == [nil])
        }
    }

    @Test("Applying the file again changes nothing, before, after and beyond the decision")
    func twice() async throws {
        try await withPeople { scene, _, _ in
            let again: @Sendable (String) async throws -> [String] = { on in
                try await scene.apply(Self.afterNotice, on: day(on)).changes.map(\.description)
            }
            #expect(try await again("2025-02-03") == [])
            try await scene.adopt("flow-2025", on: day("2025-02-04"), effective: day("2025-03-01"))
            #expect(try await again("2025-02-04") == [])
            #expect(try await again("2025-05-01") == [])
            try await scene.repeal("flow-2025", on: day("2025-06-01"))
            #expect(try await again("2025-06-01") == [])
            #expect(try await again("2025-12-01") == [])
        }
    }

    @Test("A file that still says proposed of an adopted decision gives a note and moves nothing")
    func stillProposed() async throws {
        try await withPeople { scene, ids, _ in
            try await scene.adopt("flow-2025", on: day("2025-02-04"), effective: day("2025-03-01"))
            let text = """
                municipality: { code: "0183", slug: ishoj, name: Ishøj, contact: jobcenter@ishoj.example }
                decisions: [ { slug: flow-2025, title: flow-2025, status: proposed } ]
                """
            let kind = DeclarationKind<MunicipalityDeclaration>.mapping("a file") { MunicipalityDeclaration.read($0) }
            let file = try DeclarationReader().read(Array(text.utf8), named: "ishoj.yaml", as: kind)
            let outcome = try await scene.at(day("2025-02-05"), as: .ishojPoolAdministrator) { try file.apply(&$0) }
            #expect(outcome.changes.isEmpty)
            #expect(outcome.notes == ["the decision 'flow-2025' is adopted here, and the file still says proposed"])
            #expect(try await scene.lastDays(ids) == [day("2025-08-31"), day("2026-05-31")])
        }
    }

    @Test("A rule that replaces a repealed one on the same day holds, whichever was recorded first")
    func replaced() async throws {
        for repealsFirst in [true, false] {
            try await withPeople { scene, _, people in
                try await scene.propose("shorter")
                let file = Self.afterNotice + "\n  - { from: 2025-05-01, months: 12, decision: shorter }"
                try await scene.apply(file, on: day("2025-02-01"))
                try await scene.adopt("flow-2025", on: day("2025-02-04"), effective: day("2025-03-01"))
                if repealsFirst { try await scene.repeal("flow-2025", on: day("2025-06-01")) }
                try await scene.adopt("shorter", on: day("2025-05-20"), effective: day("2025-06-01"))
                if !repealsFirst { try await scene.repeal("flow-2025", on: day("2025-06-01")) }
                #expect(try await scene.apply(file, on: day("2025-06-01")).changes.isEmpty)
                let entrant = try await scene.grant(people[2], from: day("2025-06-01"))
                #expect(try await scene.lastDays([entrant]) == [day("2026-05-31")])
                // Taken back in turn, what held at first holds again.
                try await scene.repeal("shorter", on: day("2025-09-01"))
                let later = try await scene.grant(people[3], from: day("2025-09-01"))
                #expect(try await scene.lastDays([later]) == [nil])
                #expect(try await scene.apply(file, on: day("2025-09-01")).changes.isEmpty)
            }
        }
    }

    @Test("A coverage in an open pause keeps the days the limit leaves it, and they run from its return")
    func openPause() async throws {
        try await withPeople { scene, ids, _ in
            for id in ids { try await scene.pause(id, from: day("2025-01-10")) }
            try await scene.adopt("flow-2025", on: day("2025-02-04"), effective: day("2025-03-01"))
            #expect(try await scene.lastDays(ids) == [nil, nil])
            // 10 January to 10 April is 90 days, after 31 August 2025 and after 31 May 2026.
            for id in ids { try await scene.resume(id, on: day("2025-04-10")) }
            #expect(try await scene.lastDays(ids) == [day("2025-11-29"), day("2026-08-29")])
            // Worked out again on another occasion, the ends are the same.
            try await scene.propose("later")
            let later = Self.afterNotice + "\n  - { from: 2030-01-01, months: 36, decision: later }"
            try await scene.apply(later, on: day("2025-05-01"))
            try await scene.adopt("later", on: day("2025-05-02"), effective: day("2030-01-01"))
            #expect(try await scene.lastDays(ids) == [day("2025-11-29"), day("2026-08-29")])
        }
    }

    @Test("A repeal during a pause takes away the days that were left, and nothing ends the coverage after it")
    func repealDuringPause() async throws {
        try await withPeople { scene, ids, _ in
            try await scene.adopt("flow-2025", on: day("2025-02-04"), effective: day("2025-03-01"))
            try await scene.pause(ids[1], from: day("2025-05-01"))
            try await scene.repeal("flow-2025", on: day("2025-05-10"))
            #expect(try await scene.resume(ids[1], on: day("2025-06-01")) == nil)
            #expect(try await scene.lastDays(ids) == [nil, nil])
        }
    }

    @Test("A planned end stays where a limit gives more, and a limit that gives less comes before it")
    func plannedEnd() async throws {
        try await withPeople { scene, ids, _ in
            let plan: @Sendable (CoverageNumber, String) async throws -> Void = { id, lastDay in
                _ = try await scene.at(day("2025-01-10")) { tx in
                    try ChangeCoverage.end(
                        id, lastDay: day(lastDay), reason: .ordinaryJob, note: nil, in: scene.tenant, &tx)
                }
            }
            try await plan(ids[0], "2025-12-31")
            try await plan(ids[1], "2025-12-31")
            try await scene.adopt("flow-2025", on: day("2025-02-04"), effective: day("2025-03-01"))
            #expect(try await scene.lastDays(ids) == [day("2025-08-31"), day("2025-12-31")])
        }
    }
}

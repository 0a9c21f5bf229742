import Citizens
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@Suite("Importing citizens")
struct CitizenImportTests {
    private static let header =
        "cpr,name,target_group,target_group_from,benefit,benefit_from,unit,protected_address\n"
    private static let two =
        header + """
            760390-1234,Åse Ny,9,2020-03-02,ledighedsydelse,2020-03-02,Jobcenter Syd,no
            7703901234,Bo Skjult,,,,,,yes

            """

    @Test("New people get numbers in the order of the file, and stand there as the file says")
    func new() async throws {
        try await CitizenTown.with { town in
            let report = try await town.bring(Self.two)
            #expect(report.summary == "2 new, 0 same, 0 corrected, 0 refused")
            #expect(report.lines.map { $0.citizen?.description } == ["B-1", "B-2"])
            let ase = try await town.show(1)
            #expect(
                ase.summary.name == "Åse Ny" && ase.summary.maskedCPR == "760390-••••"
                    && ase.summary.unit == "Jobcenter Syd")
            #expect(ase.summary.born?.description == "1990-03-16" && ase.note == nil)
            #expect(ase.targetGroups.map(\.value) == ["9"] && ase.benefits.map(\.value) == ["ledighedsydelse"])
            let bo = try await town.show(2)
            #expect(bo.summary.name == nil && bo.summary.maskedCPR == nil && bo.summary.protectedAddress)
        }
    }

    @Test("The same file twice changes nothing")
    func same() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.two)
            let entries = try await town.count("SELECT count(*) FROM sluse.audit_entry")
            let report = try await town.bring(Self.two.replacing(",", with: ";"))
            #expect(report.summary == "0 new, 2 same, 0 corrected, 0 refused")
            #expect(try await town.count("SELECT count(*) FROM sluse.audit_entry") == entries)
            #expect(try await town.count("SELECT count(*) FROM sluse.citizen WHERE version = 1") == 2)
        }
    }

    @Test("What differs is corrected and named; what the file leaves out stays")
    func corrected() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.two)
            let report = try await town.bring(
                "cpr;name;target_group;target_group_from;protected_address\n7603901234;Åse Nielsen;12;29-02-2024;ja\n")
            #expect(report.lines.map(\.what) == [["target group 12 from 2024-02-29 on", "name", "now protected"]])
            let revealed = try await town.reveal(1)
            #expect(revealed.revealed?.name == "Åse Nielsen" && revealed.summary.unit == "Jobcenter Syd")
            #expect(
                revealed.targetGroups.map { $0.span.text(.english) }
                    == ["2020-03-02 through 2024-02-28", "from 2024-02-29 on"])
            #expect(revealed.benefits.count == 1)
        }
    }

    @Test("A name in decomposed spelling is the same name")
    func decomposed() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.two)
            let report = try await town.bring("cpr,name\n7603901234,A\u{30A}se Ny\n")
            #expect(report.lines.map(\.verdict) == [.same])
        }
    }

    @Test("One refused line and nothing is written; set aside, the rest is taken")
    func refused() async throws {
        try await CitizenTown.with { town in
            let text = Self.two + "910290-1234,Ib Umulig,,,,,,\n"
            let report = try await town.bring(text)
            #expect(report.refused.map(\.line) == [4])
            #expect(try await town.count("SELECT count(*) FROM sluse.citizen") == 0)
            let partial = try await town.bring(text, partial: true)
            #expect(partial.summary == "2 new, 0 same, 0 corrected, 1 refused")
            #expect(try await town.count("SELECT count(*) FROM sluse.citizen") == 2)
            let rest = try CitizenFile(Array(text.utf8), name: "test.csv").text(ofLines: [4])
            #expect(rest == Self.header + "910290-1234,Ib Umulig,,,,,,\n")
        }
    }

    @Test("A line that contradicts what is recorded is refused with the reason")
    func contradiction() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.two)
            let report = try await town.bring(
                "cpr,name,target_group,target_group_from\n7603901234,Åse Ny,2,2019-01-01\n")
            #expect(report.refused.first?.citizen?.description == "B-1")
            #expect(report.refused.first?.what.first?.contains("contradicts target group 9 from 2020-03-02") == true)
        }
    }

    @Test("A dry run gives the verdicts and numbers of the real one, and writes nothing")
    func dryRun() async throws {
        try await CitizenTown.with { town in
            let rehearsed = try await town.bring(Self.two, dryRun: true)
            #expect(try await town.count("SELECT count(*) FROM sluse.citizen") == 0)
            let real = try await town.bring(Self.two)
            #expect(rehearsed.lines.map(\.citizen) == real.lines.map(\.citizen))
        }
    }

    @Test("Four at once with the same file make each person once")
    func atOnce() async throws {
        try await CitizenTown.with { town in
            let text = "cpr,name\n" + TestPersons.numbers(200, seed: 4).map { "\($0),Eva Prøve\n" }.joined()
            let new = try await withThrowingTaskGroup(of: Int.self) { group in
                for login in [TestLogin.bothCaseworker, .ishojCaseworker, .ishojCaseworker2, .ishojPoolAdministrator] {
                    group.addTask { try await town.bring(text, by: login).count(.new) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(new.sorted() == [0, 0, 0, 200])
            #expect(try await town.count("SELECT count(*) FROM sluse.citizen") == 200)
            #expect(try await town.count("SELECT max(id) FROM sluse.citizen") == 200)
        }
    }

    @Test("Five thousand lines go in sets: a handful of statements, one audit entry each")
    func sets() async throws {
        try await CitizenTown.with { town in
            let rows = TestPersons.numbers(5_000, seed: 5).map {
                "\($0),Eva Prøve,9,2020-01-01,ledighedsydelse,2020-01-01,Syd,no\n"
            }
            let report = try await town.bring(Self.header + rows.joined())
            #expect(report.count(.new) == 5_000)
            #expect(
                try await town.count(
                    "SELECT count(*) FROM sluse.audit_entry WHERE relation LIKE '%citizen' AND tenant_id = 183") == 3)
            #expect(try await town.count("SELECT count(*) FROM sluse.target_group_period") == 5_000)
            let moved = rows.map { $0.replacing(",9,2020-01-01", with: ",12,2024-01-01") }
            #expect(try await town.bring(Self.header + moved.joined()).count(.corrected) == 5_000)
            #expect(
                try await town.count("SELECT count(*) FROM sluse.target_group_period WHERE upper_inf(valid)") == 5_000)
        }
    }

    @Test("With other keys than the citizens were sealed under nothing is imported, so nobody is there twice")
    func otherKeys() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.two)
            try await withFolder { folder in
                let other = try await CitizenTown(test: town.test, ring: KeyRing(folder: folder + "/keys"))
                try other.ring.make(for: TestDatabase.ishoj)
                let refusal = await #expect(throws: Refusal.self) { try await other.bring(Self.two) }
                #expect(refusal?.kind == .configuration && refusal?.message.contains("with other keys") == true)
            }
            #expect(try await town.count("SELECT count(*) FROM sluse.citizen") == 2)
        }
    }

    @Test(
        "Readers, the other municipality's people and people without a role import nothing",
        arguments: [TestLogin.ishojReader, .aalborgCaseworker, .nobody])
    func notAllowed(_ login: TestLogin) async throws {
        try await CitizenTown.with { town in
            let error = await #expect(throws: PostgresError.self) { try await town.bring(Self.two, by: login) }
            #expect(error.flatMap { Refusal(from: $0) }?.kind == .notAllowed)
            let count = try await town.count("SELECT count(*) FROM sluse.citizen")
            #expect(count == 0)
        }
    }
}

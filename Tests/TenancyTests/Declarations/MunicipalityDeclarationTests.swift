import Declarations
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@Suite("Applying a municipality's file")
struct MunicipalityDeclarationTests {
    private static let kind = DeclarationKind<MunicipalityDeclaration>.mapping("a municipality's file") { root in
        MunicipalityDeclaration.read(root)
    }

    private static func declaration(_ text: String) throws -> MunicipalityDeclaration {
        try DeclarationReader().read(Array(text.utf8), named: "file.yaml", as: kind)
    }

    private static let file = """
        municipality: { code: "0101", slug: kobenhavn, name: København, contact: job@kk.example }
        decisions:
          - { slug: flow, title: Flow i puljen, status: proposed }
          - { slug: more, title: Flere pladser, status: adopted, decided-by: Byrådet, decided-on: 2025-02-04, effective-on: 2025-03-01 }
        """

    private static func apply(_ text: String, _ database: Database) async throws -> ApplyOutcome {
        let declaration = try declaration(text)
        return try await database.write(in: declaration.tenant) { tx in try declaration.apply(&tx) }
    }

    @Test(
        "A new municipality is made with its decisions, its daemon and its administrator, and applying again changes nothing"
    )
    func twice() async throws {
        try await TestDatabase.with { db in
            let administrator = try await db.login(as: .administrator)
            let first = try await Self.apply(Self.file, administrator)
            #expect(first.changes.map(\.what) == ["municipality kobenhavn", "decision flow", "decision more"])
            let second = try await Self.apply(Self.file, administrator)
            #expect(second == ApplyOutcome())
            let roles = try await administrator.read(in: TenantID(rawValue: 101)) { tx in
                try OperatorRepository.memberships(in: TenantID(rawValue: 101), &tx)
            }
            #expect(
                Set(roles.map { "\($0.login) \($0.role.rawValue)" }) == [
                    "sluse_daemon daemon", "op_test_admin municipality_administrator",
                ])
        }
    }

    @Test("What the file changes is changed and listed with before and after")
    func changes() async throws {
        try await TestDatabase.with { db in
            let administrator = try await db.login(as: .administrator)
            _ = try await Self.apply(Self.file, administrator)
            let edited = Self.file.replacing("job@kk.example", with: "pulje@kk.example")
                .replacing("Flow i puljen", with: "Flow").replacing("2025-03-01", with: "2025-04-01")
            let outcome = try await Self.apply(edited, administrator)
            #expect(
                outcome.changes == [
                    Change("municipality kobenhavn contact", from: "job@kk.example", to: "pulje@kk.example"),
                    Change("decision flow title", from: "Flow i puljen", to: "Flow"),
                ])
            #expect(outcome.notes.count == 1, "the days of an adopted decision are facts: \(outcome.notes)")
        }
    }

    @Test("A decision is moved by commands, and a file that lags behind is only noted")
    func moves() async throws {
        try await TestDatabase.with { db in
            let administrator = try await db.database(as: .administrator, today: Day(year: 2025, month: 6, day: 1))
            _ = try await Self.apply(Self.file, administrator)
            let tenant = TenantID(rawValue: 101)
            let decided = try #require(Day(iso: "2025-05-06"))
            for _ in 1...2 {
                let adopted = try await administrator.write(in: tenant) { tx in
                    try DecisionRepository.adopt(
                        "flow", by: "Byrådet", on: decided, effective: decided + 30, caseNumber: "25/1", in: tenant, &tx
                    )
                }
                #expect(adopted.status == .adopted && adopted.caseNumber == "25/1" && adopted.version == 2)
            }
            let lagging = try await Self.apply(Self.file, administrator)
            #expect(lagging.changes.isEmpty)
            #expect(lagging.notes == ["the decision 'flow' is adopted here, and the file still says proposed"])
            await #expect(throws: Refusal.self, "a day that has not come") {
                _ = try await administrator.write(in: tenant) { tx in
                    try DecisionRepository.repeal("flow", on: decided + 60, in: tenant, &tx)
                }
            }
            let repealed = try await administrator.write(in: tenant) { tx in
                try DecisionRepository.repeal("flow", on: decided + 20, in: tenant, &tx)
            }
            #expect(repealed.status == .repealed && repealed.repealedOn == decided + 20)
        }
    }

    @Test("Moves that make no sense are refused")
    func refusedMoves() async throws {
        try await TestDatabase.with { db in
            let day = try #require(Day(iso: "2025-06-01"))
            let administrator = try await db.database(as: .administrator, today: day)
            _ = try await Self.apply(Self.file, administrator)
            let tenant = TenantID(rawValue: 101)
            func refusal(_ body: @escaping @Sendable (inout Transaction) throws -> Decision) async -> String? {
                await #expect(throws: Refusal.self) { _ = try await administrator.write(in: tenant, body) }?.message
            }
            #expect(
                await refusal { tx in try DecisionRepository.repeal("flow", on: day, in: tenant, &tx) }
                    == "the decision 'flow' was never adopted, so there is nothing to repeal")
            #expect(
                await refusal { tx in try DecisionRepository.repeal("fow", on: day, in: tenant, &tx) }
                    == "no decision is called \"fow\"")
            #expect(
                await refusal { tx in
                    try DecisionRepository.adopt(
                        "flow", by: "B", on: day + 1, effective: day + 1, caseNumber: nil, in: tenant, &tx)
                } == "2025-06-02 has not come yet, so nothing was decided on it")
            #expect(
                await refusal { tx in
                    try DecisionRepository.adopt(
                        "more", by: "B", on: day, effective: day, caseNumber: nil, in: tenant, &tx)
                }?.hasPrefix("the decision 'more' was adopted already, by Byrådet on 2025-02-04") == true)
        }
    }

    @Test("Only the deployment's administrator makes a municipality, and a slug never changes")
    func whoMakes() async throws {
        try await TestDatabase.with { db in
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await Self.apply(Self.file, try await db.login(as: .ishojAdministrator))
            }
            #expect(refusal?.kind == .notAllowed)
            let renamed = await #expect(throws: Refusal.self) {
                _ = try await Self.apply(
                    "municipality: { code: \"0183\", slug: ishoej, name: Ishøj }",
                    try await db.login(as: .administrator))
            }
            #expect(renamed?.kind == .configuration)
        }
    }

    @Test("A dry run shows the changes and makes none")
    func dryRun() async throws {
        try await TestDatabase.with { db in
            let administrator = try await db.login(as: .administrator)
            let declaration = try Self.declaration(Self.file)
            let shown = try await administrator.write(in: declaration.tenant, dryRun: true) { tx in
                try declaration.apply(&tx)
            }
            #expect(shown.changes.count == 3)
            let found = try await administrator.transaction { tx in
                try MunicipalityRepository.find(declaration.tenant, &tx)
            }
            #expect(found == nil)
        }
    }

    @Test(
        "A mistake in the file is named with its line",
        arguments: [
            ("municipality: { code: \"0183\", slug: ISHØJ, name: Ishøj }", "1:"),
            ("municipality: { code: \"x\", slug: ishoj, name: Ishøj }", "1:"),
            ("municipality: { code: \"0183\", slug: ishoj, nam: Ishøj }", "did you mean 'name'?"),
            ("municipality: { code: \"0183\", slug: ishoj, name: Ishøj, contact: nobody }", "is not a mail address"),
            (
                "municipality: { code: \"0183\", slug: ishoj, name: Ishøj }\ndecisions:\n  - { slug: a, title: A, status: adopted }",
                "file.yaml:3:5: a decision that is adopted needs the key 'decided-by'"
            ),
            (
                """
                municipality: { code: "0183", slug: ishoj, name: Ishøj }
                decisions:
                  - { slug: a, title: A, status: proposed }
                  - { slug: a, title: B, status: proposed }
                """, "file.yaml:4:5: the decision 'a' stands here twice"
            ),
        ])
    func mistakes(text: String, words: String) throws {
        let failure = #expect(throws: DeclarationFailure.self) { try Self.declaration(text) }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
    }

    @Test(
        "A municipality is found by slug, code and name in any spelling, and a near miss is answered with the nearest")
    func resolve() async throws {
        try await TestDatabase.with { db in
            let anyone = try await db.login(as: .nobody)
            for words in ["ishoj", "ISHOJ", "183", "0183", "Ishøj", "ishøj"] {
                let found = try? await anyone.transaction { tx in try MunicipalityRepository.resolve(words, &tx) }
                #expect(found?.id == TestDatabase.ishoj, "\(words)")
            }
            let refusal = await #expect(throws: Refusal.self) {
                try await anyone.transaction { tx in try MunicipalityRepository.resolve("ihsoj", &tx) }
            }
            // Å in one sign and in two.
            _ = try await Self.apply(
                "municipality: { code: \"0370\", slug: aa, name: Åby }", try await db.login(as: .administrator))
            for words in ["\u{C5}by", "A\u{30A}by", "a\u{30A}BY"] {
                let found = try await anyone.transaction { tx in try MunicipalityRepository.resolve(words, &tx) }
                #expect(found.slug == "aa")
            }
            #expect(refusal?.kind == .usage)
            #expect(refusal?.advice == "Did you mean 'ishoj'?")
        }
    }
}

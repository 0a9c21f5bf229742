import Citizens
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@Suite("Finding, showing and revealing citizens")
struct CitizenAccessTests {
    private static let person = "cpr,name\n7603901234,Åse Ny\n"
    private static let hidden = "cpr,name,protected_address\n7703901234,Bo Skjult,yes\n"

    @Test("A person is found in the municipality that knows them, and there only")
    func found() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person)
            #expect(try await town.find("760390-1234", in: TestDatabase.ishoj)?.number.description == "B-1")
            #expect(try await town.find("7603901234", in: TestDatabase.aalborg) == nil)
            #expect(try await town.find("7803901234", in: TestDatabase.aalborg) == nil)
            #expect(
                try await town.count(
                    "SELECT count(*) FROM sluse.citizen_access WHERE tenant_id = 851 AND citizen_id IS NULL") == 2,
                "someone the other municipality knows and nobody leave the same trace")
        }
    }

    @Test("One person in two municipalities has two tokens, two keys and two ciphertexts")
    func tokensDiffer() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person)
            _ = try await town.bring(Self.person, to: TestDatabase.aalborg)
            #expect(
                try await town.count(
                    """
                    SELECT count(*) FROM sluse.citizen AS a JOIN sluse.citizen AS b
                    ON a.tenant_id < b.tenant_id
                        AND (a.cpr_token = b.cpr_token OR a.sealed = b.sealed OR a.wrapped_key = b.wrapped_key)
                    """) == 0)
            #expect(try await town.count("SELECT count(*) FROM sluse.citizen") == 2)
        }
    }

    @Test("A ciphertext moved by someone with all rights, to another row or municipality, is not shown as that person")
    func moved() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person + "7703901234,Bo Prøve\n")
            _ = try await town.bring("cpr,name\n7803901234,Ib Prøve\n", to: TestDatabase.aalborg)
            let moves: [SQL] = [
                """
                UPDATE sluse.citizen AS c SET sealed = d.sealed, wrapped_key = d.wrapped_key FROM sluse.citizen AS d
                WHERE c.tenant_id = 183 AND c.id = 1 AND d.tenant_id = 183 AND d.id = 2
                """,
                """
                UPDATE sluse.citizen AS c SET sealed = d.sealed, wrapped_key = d.wrapped_key FROM sluse.citizen AS d
                WHERE c.tenant_id = 183 AND c.id = 1 AND d.tenant_id = 851 AND d.id = 1
                """,
                """
                UPDATE sluse.citizen AS c SET sealed = d.sealed FROM sluse.citizen AS d
                WHERE c.tenant_id = 183 AND c.id = 1 AND d.tenant_id = 183 AND d.id = 2
                """,
            ]
            for move in moves {
                #expect(try await town.tamper(move) == 1)
                let shown = try await town.show(1)
                #expect(shown.summary.name == nil && shown.note?.contains("B-1") == true)
                let refusal = await #expect(throws: Refusal.self) { try await town.reveal(1) }
                #expect(refusal?.kind == .configuration)
            }
        }
    }

    @Test("Other keys open nothing, and a search with them is refused instead of finding nobody")
    func otherKeys() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person)
            try await withFolder { folder in
                let ring = KeyRing(folder: folder + "/keys")
                try ring.make(for: TestDatabase.ishoj)
                let other = try await CitizenTown(test: town.test, ring: ring)
                let shown = try await other.show(1)
                #expect(shown.summary.name == nil && shown.note?.contains("belongs to another database") == true)
                let revealing = await #expect(throws: Refusal.self) { try await other.reveal(1) }
                let finding = await #expect(throws: Refusal.self) {
                    try await other.find("7603901234", in: TestDatabase.ishoj)
                }
                for refusal in [revealing, finding] {
                    #expect(refusal?.kind == .configuration)
                    #expect(refusal?.message.hasPrefix("\(ring.path(of: TestDatabase.ishoj)) belongs to") == true)
                }
            }
        }
    }

    @Test("Revealing is recorded with login and reason, and without the record there is nothing to see")
    func recorded() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.hidden)
            let revealed = try await town.reveal(1)
            #expect(revealed.revealed?.name == "Bo Skjult" && revealed.revealed?.cpr.rawDigits() == "7703901234")
            #expect(
                try await town.count(
                    """
                    SELECT count(*) FROM sluse.citizen_access WHERE citizen_id = 1 AND act = 'reveal' AND reason = 'a test'
                        AND operator = 'op_test_both_caseworker'
                    """) == 1)
            let disclosure = CitizenDisclosure(keys: town.ring, tenant: TestDatabase.ishoj)
            let reason = try AccessReason(parsing: "no record")
            await #expect(throws: PostgresError.self, "a transaction that can't record shows nothing") {
                try await town.caseworker.read(in: TestDatabase.ishoj) { tx in
                    try disclosure.reveal(CitizenNumber(rawValue: 1), reason: reason, &tx).summary
                }
            }
        }
    }

    @Test("A look at the page of a citizen is recorded as such, also by someone who may only read")
    func looked() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person)
            let disclosure = CitizenDisclosure(keys: town.ring, tenant: TestDatabase.ishoj)
            let number = CitizenNumber(rawValue: 1)
            let entries = try await town.test.database(as: .ishojReader).write(in: TestDatabase.ishoj) { tx in
                _ = try disclosure.show(number, &tx)
                return try disclosure.accesses(to: number, &tx)
            }
            #expect(entries.map(\.act) == [.show] && entries.map(\.login) == [TestLogin.ishojReader.rawValue])
        }
    }

    @Test("Without a key everything works but names, and the note says why")
    func withoutKey() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person)
            let bare = try await CitizenTown(test: town.test, ring: KeyRing(folder: "/nonexistent/keys"))
            let shown = try await bare.show(1)
            #expect(shown.summary.name == nil && shown.summary.born != nil)
            #expect(shown.note == "names are not shown: there is no key file /nonexistent/keys/0183.keys")
            let refusal = await #expect(throws: Refusal.self) { try await bare.reveal(1) }
            #expect(refusal?.kind == .configuration && refusal?.advice?.contains("--keys") == true)
        }
    }

    @Test("A list of many asks once and shows a dash for those it may not name")
    func directory() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring("cpr,name,protected_address\n7603901234,Åse Ny,\n7703901234,Bo Skjult,yes\n")
            try await town.erase(2)
            _ = try await town.bring("cpr,name,protected_address\n7803901234,Ib Skjult,yes\n")
            let directory = CitizenDirectory(keys: town.ring, tenant: TestDatabase.ishoj)
            let all = [1, 2, 3, 4].map(CitizenNumber.init(rawValue:))
            let citizens = try await town.test.database(as: .ishojReader).read(in: TestDatabase.ishoj) { tx in
                try directory.summaries(of: all, &tx)
            }
            #expect(all.map(citizens.name) == ["Åse Ny", "–", "–", "–"] && citizens.note == nil)
            #expect(citizens[all[3]] == nil && citizens[all[1]]?.erasedOn != nil)
        }
    }

    @Test("What a citizen gets of the log says when and why, and counts itself")
    func export() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person)
            _ = try await town.reveal(1)
            _ = try await town.find("7603901234", in: TestDatabase.ishoj)
            let disclosure = CitizenDisclosure(keys: town.ring, tenant: TestDatabase.ishoj)
            let reason = try AccessReason(parsing: "request of the citizen")
            let entries = try await town.test.database(as: .ishojCaseworker).write(in: TestDatabase.ishoj) { tx in
                try disclosure.export(of: CitizenNumber(rawValue: 1), reason: reason, &tx)
            }
            #expect(entries.map(\.act) == [.reveal, .find, .export])
            #expect(entries.map(\.reason) == ["a test", "search by CPR number", "request of the citizen"])
        }
    }

    @Test("A number that nobody has and one that only the other municipality has are refused in the same words")
    func unknown() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person, to: TestDatabase.aalborg)
            let elsewhere = await #expect(throws: Refusal.self) { try await town.show(1) }
            let nobody = await #expect(throws: Refusal.self) { try await town.show(2) }
            #expect(elsewhere?.message.replacing("B-1", with: "B-2") == nobody?.message)
            #expect(elsewhere?.advice == nobody?.advice && elsewhere?.kind == nobody?.kind)
        }
    }
}

@Suite("Erasing a person")
struct CitizenErasureTests {
    private static let person = "cpr,name,unit\n7603901234,Åse Ny,Syd\n"

    @Test("Nothing in the row says afterwards who it was, and the log of accesses stays")
    func erased() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person)
            try await town.erase(1)
            #expect(
                try await town.count(
                    """
                    SELECT count(*) FROM sluse.citizen WHERE id = 1 AND erased_on IS NOT NULL AND unit IS NULL
                        AND num_nulls(cpr_token, sealed, wrapped_key, key_version, born) = 5
                    """) == 1)
            #expect(try await town.find("7603901234", in: TestDatabase.ishoj) == nil)
            #expect(try await town.show(1).summary.erasedOn != nil)
            await #expect(throws: Refusal.self) { try await town.reveal(1) }
            let again = await #expect(throws: Refusal.self) { try await town.erase(1) }
            #expect(again?.message.contains("erased on") == true)
            #expect(
                try await town.count("SELECT count(*) FROM sluse.citizen_access WHERE citizen_id = 1 AND act = 'erase'")
                    == 1)
        }
    }

    @Test("A person who comes back is a new citizen with a new number")
    func returned() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person)
            try await town.erase(1)
            #expect(try await town.bring(Self.person).lines.first?.citizen?.description == "B-2")
        }
    }

    @Test("A dry run erases nothing")
    func dryRun() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person)
            try await town.erase(1, dryRun: true)
            #expect(try await town.show(1).summary.name == "Åse Ny")
            #expect(try await town.count("SELECT count(*) FROM sluse.citizen_access WHERE act = 'erase'") == 0)
        }
    }

    @Test("Whoever has a coverage or waits for one is not erased")
    func standing() async throws {
        try await CitizenTown.with { town in
            _ = try await town.bring(Self.person + "7703901234,Bo Prøve,\n")
            try await town.tamper(
                """
                INSERT INTO sluse.pool VALUES
                    (183, 1, 'mikro', 'Mikro', 'flex_job', 600, false, true, '{30}', 14, 'back', 'park', '{ordinary}')
                """)
            try await town.tamper("INSERT INTO sluse.seat VALUES (183, 1, 1, '[2020-01-01,)')")
            try await town.tamper(
                """
                WITH entry AS (
                    INSERT INTO sluse.waiting_entry
                        (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, state, listed_on)
                    VALUES (183, 1, 1, 1, 'ordinary', '2025-01-01', 'parked', '2025-01-01'))
                INSERT INTO sluse.waiting_event
                    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
                VALUES (183, 1, 1, 'listed', '2025-01-01', 'ordinary', '2025-01-01', 'parked', 'test')
                """)
            try await town.tamper(
                """
                WITH coverage AS (
                    INSERT INTO sluse.coverage
                        (tenant_id, id, pool_id, seat_number, citizen_id, employer_cvr, weekly_minutes, monthly_ore,
                            case_number, from_unemployment_benefit, period)
                    VALUES (183, 1, 1, 1, 2, '13748136', 540, 900000, '25/1', true, '[2025-01-01,)'))
                INSERT INTO sluse.coverage_event (tenant_id, coverage_id, version, kind, effective_on, period, state)
                VALUES (183, 1, 1, 'granted', '2025-01-01', '[2025-01-01,)', 'active')
                """)
            let waiting = await #expect(throws: Refusal.self) { try await town.erase(1) }
            #expect(waiting?.message == "B-1 is not erased: an entry on a waiting list is open")
            let covered = await #expect(throws: Refusal.self) { try await town.erase(2) }
            #expect(covered?.message == "B-2 is not erased: a coverage is active")
            #expect(try await town.count("SELECT count(*) FROM sluse.citizen WHERE erased_on IS NULL") == 2)
        }
    }
}

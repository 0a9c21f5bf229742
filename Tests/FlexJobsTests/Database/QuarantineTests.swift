import Citizens
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

@Suite("Rows that fail, against PostgreSQL")
struct QuarantineTests {
    private static let fifty =
        PoolScene.standing.replacing("places: 5", with: "places: 50")
        + "\nlimit: [ { from: 2015-01-01, months: 24 } ]"

    /// Makes every change of one row fail, as a rule would that was added by hand.
    private func poison(_ scene: PoolScene, _ table: String, id: Int) async throws {
        try await scene.test.superuser().transaction { tx in
            try tx.execute(
                """
                CREATE FUNCTION sluse.poison() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.id = TG_ARGV[0]::int THEN RAISE EXCEPTION 'poison'; END IF;
                    RETURN NEW;
                END $$
                """)
            try tx.execute("GRANT EXECUTE ON FUNCTION sluse.poison() TO PUBLIC")
            try tx.execute(
                """
                CREATE TRIGGER poison BEFORE UPDATE ON sluse.\(identifier: table)
                    FOR EACH ROW EXECUTE FUNCTION sluse.poison(\(identifier: "\(id)"))
                """)
        }
    }

    /// Takes the cause away and lets the time to try again come.
    private func heal(_ scene: PoolScene, _ table: String) async throws {
        try await scene.test.superuser().transaction { tx in
            try tx.execute("DROP TRIGGER poison ON sluse.\(identifier: table)")
            try tx.execute("UPDATE sluse.quarantine SET retry_at = now() - interval '1 minute'")
        }
    }

    private func quarantine(_ scene: PoolScene) async throws -> [String] {
        try await scene.test.superuser().transaction(.readOnly) { tx in
            try tx.fetch("SELECT format('%s %s %s %s', work, subject, sqlstate, attempts) FROM sluse.quarantine") {
                row in try row.next(String.self)
            }
        }
    }

    @Test(
        "One coverage that can't be ended is set aside; the rest end, the neighbour is not delayed, and it is tried again"
    )
    func expiry() async throws {
        try await PoolScene.with(Self.fifty, on: day("2023-01-01")) { scene in
            let neighbour = PoolScene(beside: scene)
            try await neighbour.apply(Self.fifty, on: day("2023-01-01"))
            try await neighbour.grant(neighbour.citizens(1)[0], from: day("2023-02-01"))
            for citizen in try await scene.citizens(50) { try await scene.grant(citizen, from: day("2023-02-01")) }
            try await poison(scene, "coverage", id: 17)

            let report = try await scene.enforce(on: day("2025-02-01"))
            #expect(report.expired == 49 && report.quarantined == 1)
            #expect(try await quarantine(scene) == ["expire 17 P0001 1"])
            #expect(try await neighbour.enforce(on: day("2025-02-01")).expired == 1)
            #expect(try await scene.enforce(on: day("2025-02-02")).isEmpty)

            try await heal(scene, "coverage")
            #expect(try await scene.enforce(on: day("2025-02-03")).expired == 1)
            #expect(try await quarantine(scene) == [])
            #expect(try await scene.trail(CoverageNumber(rawValue: 17)).last == "expired 2025-02-01 expired")
            #expect(try await scene.faults() == [])
        }
    }

    @Test("A row that fails again waits longer, and is still alone")
    func again() async throws {
        try await PoolScene.with(Self.fifty, on: day("2023-01-01")) { scene in
            for citizen in try await scene.citizens(3) { try await scene.grant(citizen, from: day("2023-02-01")) }
            try await poison(scene, "coverage", id: 2)
            #expect(try await scene.enforce(on: day("2025-02-01")).expired == 2)
            _ = try await scene.test.superuser().transaction { tx in
                try tx.execute("UPDATE sluse.quarantine SET retry_at = now() - interval '1 minute'")
            }
            #expect(try await scene.enforce(on: day("2025-02-01")).quarantined == 1)
            #expect(try await quarantine(scene) == ["expire 2 P0001 2"])
            let wait = try await scene.test.superuser().transaction(.readOnly) { tx in
                try tx.fetch("SELECT retry_at > now() + interval '90 minutes' FROM sluse.quarantine") { row in
                    try row.next(Bool.self)
                }
            }
            #expect(wait == [true])
        }
    }

    @Test("One notice that can't be recorded is set aside, and the others are sent")
    func notices() async throws {
        try await PoolScene.with(Self.fifty, on: day("2023-01-01")) { scene in
            for citizen in try await scene.citizens(10) { try await scene.grant(citizen, from: day("2023-02-01")) }
            // Three notices each; the seventh's first is number 19.
            try await poison(scene, "notice", id: 19)
            let report = try await scene.enforce(on: day("2024-08-04"))
            #expect(report.notices == 9 && report.quarantined == 1)
            #expect(try await quarantine(scene) == ["notify 19 P0001 1"])
            try await heal(scene, "notice")
            #expect(try await scene.enforce(on: day("2024-08-05")).notices == 1)
            #expect(try await quarantine(scene) == [])
            #expect(try await scene.faults() == [])
        }
    }

    @Test("A pool whose place can't be offered does not keep the other pools from offering theirs")
    func offering() async throws {
        let one = PoolScene.standing.replacing("places: 5", with: "places: 1")
        try await PoolScene.with(one, on: day("2024-01-01")) { scene in
            let slugs = ["mikrofleks", "second", "third"]
            for slug in slugs.dropFirst() {
                try await scene.apply(one.replacing("slug: mikrofleks", with: "slug: \(slug)"), on: day("2024-01-01"))
            }
            let citizens = try await scene.citizens(3)
            _ = try await scene.at(day("2024-01-01")) { tx in
                for (slug, citizen) in zip(slugs, citizens) {
                    _ = try Waitlist.add(
                        citizen, pool: slug, priorityClass: nil, queuedOn: nil, reason: "test", in: scene.tenant, &tx)
                }
            }
            try await poison(scene, "waiting_entry", id: 2)
            let report = try await scene.enforce(on: day("2024-01-02"))
            #expect(report.madeOffers == 2 && report.quarantined == 1)
            #expect(try await quarantine(scene) == ["offer 2 P0001 1"])
            #expect(try await scene.openOffers().map(\.entry.rawValue) == [1, 3])
            try await heal(scene, "waiting_entry")
            #expect(try await scene.enforce(on: day("2024-01-03")).madeOffers == 1)
            #expect(try await scene.openOffers().map(\.entry.rawValue) == [1, 3, 2])
        }
    }

    @Test("A pool whose places can't be settled does not keep the other pools from it")
    func settling() async throws {
        let grows = PoolScene.standing.replacing("places: 5 }", with: "places: 1 }, { from: 2025-01-01, places: 2 }")
        try await PoolScene.with(grows, on: day("2024-01-01")) { scene in
            try await scene.apply(
                grows.replacing("slug: mikrofleks", with: "slug: second"), on: day("2024-01-01"))
            try await poison(scene, "pool", id: 1)
            let report = try await scene.enforce(on: day("2025-01-01"))
            #expect(report.openedSeats == 1 && report.quarantined == 1)
            #expect(try await quarantine(scene) == ["settle 1 P0001 1"])
            try await heal(scene, "pool")
            #expect(try await scene.enforce(on: day("2025-01-05")).openedSeats == 1)
            #expect(try await scene.legalState().contains("seat 1.2 [2025-01-01,)"))
            #expect(try await quarantine(scene) == [])
        }
    }
}

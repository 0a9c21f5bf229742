import Postgres
import Schema
import TestSupport
import Testing

@Suite("Migrations")
struct MigrationTests {
    private static let first = Migration(number: 1, name: "one", text: "CREATE TABLE public.one (n int);")
    private static let second = Migration(
        number: 2, name: "two", text: "CREATE TABLE public.two (n int); INSERT INTO public.two VALUES (1);")

    @Test("The program carries its migrations, numbered from 1 without a gap")
    func embedded() throws {
        let carried = Migration.embedded
        #expect(carried.count >= 10)
        #expect(carried.map(\.number) == Array(1...carried.count))
        #expect(carried.allSatisfy { !$0.text.isEmpty && $0.checksum.count == 64 })
    }

    @Test("A checksum is the SHA-256 of the file's bytes")
    func checksum() {
        let abc = Migration(number: 1, name: "abc", text: "abc")
        #expect(abc.checksum == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test(
        "Only files called NNNN_name.sql are migrations",
        arguments: ["1_x.sql", "0001.sql", "0001_x.txt", "abcd_x.sql", "0000_x.sql"])
    func names(file: String) {
        #expect(Migration(file: "migrations/\(file)", text: "") == nil)
        #expect(Migration(file: "migrations/0012_waiting_list.sql", text: "")?.title == "0012_waiting_list")
    }

    @Test("Each step is applied once, and the second run finds nothing to do")
    func appliedOnce() async throws {
        try await EmptyDatabase.with { settings in
            let migrator = Migrator(settings, migrations: [Self.first, Self.second])
            #expect(try await migrator.status().pending.map(\.number) == [1, 2])
            #expect(try await migrator.migrate() == [Self.first, Self.second])
            #expect(try await migrator.migrate() == [])
            let status = try await migrator.status()
            #expect(status.pending.isEmpty)
            #expect(status.applied.map(\.title) == ["0001_one", "0002_two"])
            #expect(status.applied.allSatisfy { $0.appliedBy == "postgres" })
        }
    }

    @Test("A step that was edited afterwards is refused, and nothing is applied")
    func drift() async throws {
        try await EmptyDatabase.with { settings in
            try await Migrator(settings, migrations: [Self.first]).migrate()
            let edited = Migration(number: 1, name: "one", text: Self.first.text + " -- a comment")
            let error = await #expect(throws: SchemaError.self) {
                try await Migrator(settings, migrations: [edited, Self.second]).migrate()
            }
            #expect(error?.kind == .configuration)
            #expect(error?.message == "migration 0001_one is not the one the database was made with")
            #expect(
                try await Migrator(settings, migrations: [Self.first, Self.second]).status().pending == [Self.second])
        }
    }

    @Test("A database newer than the program is refused")
    func newer() async throws {
        try await EmptyDatabase.with { settings in
            try await Migrator(settings, migrations: [Self.first, Self.second]).migrate()
            let error = await #expect(throws: SchemaError.self) {
                try await Migrator(settings, migrations: [Self.first]).migrate()
            }
            #expect(error?.message == "the database is newer than this program: it has 0002_two")
        }
    }

    @Test("A gap in the bookkeeping is refused, and so is one in the program")
    func gaps() async throws {
        try await EmptyDatabase.with { settings in
            let migrator = Migrator(settings, migrations: [Self.first, Self.second])
            try await migrator.migrate()
            try await Connection.withConnection(settings) { session in
                _ = try session.execute("DELETE FROM sluse_migration.applied WHERE number = 1")
            }
            let inDatabase = await #expect(throws: SchemaError.self) { try await migrator.migrate() }
            #expect(inDatabase?.message == "the database has no migration 1, but it has 0002_two")
            let inProgram = await #expect(throws: SchemaError.self) {
                try await Migrator(settings, migrations: [Self.second]).migrate()
            }
            #expect(inProgram?.message == "this program's migrations skip number 1")
        }
    }

    @Test("A step that fails leaves nothing of itself and all of the steps before it")
    func crash() async throws {
        try await EmptyDatabase.with { settings in
            let broken = Migration(
                number: 2, name: "broken",
                text: "CREATE TABLE public.half (n int); INSERT INTO public.half VALUES (1/0);")
            let error = await #expect(throws: PostgresError.self) {
                try await Migrator(settings, migrations: [Self.first, broken]).migrate()
            }
            #expect(error?.sqlState == .divisionByZero)
            let tables = try await Connection.withConnection(settings) { session in
                try session.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") { row in
                    try row.next(String.self)
                }
            }
            #expect(tables == ["one"])
            #expect(try await Migrator(settings, migrations: [Self.first, Self.second]).migrate() == [Self.second])
        }
    }

    @Test("A connection killed in the middle of a step leaves nothing of the step")
    func killed() async throws {
        try await EmptyDatabase.with { settings in
            let suicidal = Migration(
                number: 2, name: "killed",
                text: "CREATE TABLE public.half (n int); SELECT pg_terminate_backend(pg_backend_pid());")
            await #expect(throws: (any Error).self) {
                try await Migrator(settings, migrations: [Self.first, suicidal]).migrate()
            }
            let redone = try await Migrator(settings, migrations: [Self.first, Self.second]).migrate()
            #expect(redone == [Self.second])
        }
    }

    @Test("Of two migrators at once, one applies each step and the other finds it done")
    func twoAtOnce() async throws {
        try await EmptyDatabase.with { settings in
            let steps = (1...20).map {
                Migration(number: $0, name: "s\($0)", text: "CREATE TABLE public.t\($0) (n int);")
            }
            async let left = Migrator(settings, migrations: steps).migrate()
            async let right = Migrator(settings, migrations: steps).migrate()
            let (mine, yours) = try await (left, right)
            #expect([mine.count, yours.count].sorted() == [0, 20])
            #expect(try await Migrator(settings, migrations: steps).status().applied.count == 20)
        }
    }

    @Test("A step that waits for somebody's lock is tried again, and given up with advice")
    func lockTimeout() async throws {
        try await EmptyDatabase.with { settings in
            try await Migrator(settings, migrations: [Self.first]).migrate()
            let blocked = Migration(number: 2, name: "blocked", text: "ALTER TABLE public.one ADD COLUMN m int;")
            let migrator = Migrator(settings, migrations: [Self.first, blocked], attempts: 1)
            try await Database.closing(settings) { holder in
                try await holder.transaction { tx in
                    try tx.execute("LOCK TABLE public.one IN ACCESS SHARE MODE")
                    let error = blockingWait { await migrator.failure() } ?? nil
                    #expect(error?.kind == .tryAgain)
                    #expect(error?.message == "migration 0002_blocked waits for a lock that somebody keeps")
                }
            }
            #expect(try await migrator.migrate() == [blocked])
        }
    }

    @Test("A login that can't become the owner is refused with what to do")
    func notOwner() async throws {
        try await EmptyDatabase.with { settings in
            var asNobody = settings
            asNobody.prepareSession = { session in _ = try session.execute("SET SESSION AUTHORIZATION op_test_nobody") }
            let error = await Migrator(asNobody, migrations: [Self.first]).failure()
            #expect(error?.kind == .notAllowed)
            #expect(error?.advice.contains("sluse_migrator") == true)
        }
    }
}

extension Migrator {
    /// The refusal that migrating ends in.
    func failure() async -> SchemaError? {
        do {
            try await migrate()
            return nil
        } catch {
            return error as? SchemaError
        }
    }
}

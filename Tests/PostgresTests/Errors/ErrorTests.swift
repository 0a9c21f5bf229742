import Postgres
import Testing

@Suite struct ErrorTests {
    /// What no log may hold.
    private let secret = "6101609995 Grethe"

    @Test("An error is caught by its code, whatever else may be thrown")
    func caughtByCode() async throws {
        try await TestServer.withTable("id int PRIMARY KEY") { table, _ in
            try await TestServer.withDatabase { database in
                var caught = ""
                for _ in 0..<2 {
                    do {
                        try await database.transaction { try $0.execute("INSERT INTO \(fragment: table) VALUES (1)") }
                    } catch let error where error.sqlState == .uniqueViolation {
                        caught = "by property"
                    }
                }
                #expect(caught == "by property")
                do {
                    try await database.transaction { try $0.execute("INSERT INTO \(fragment: table) VALUES (1)") }
                } catch SQLState.uniqueViolation {
                    caught = "by pattern"
                }
                #expect(caught == "by pattern")
            }
        }
        struct Other: Error {}
        #expect((Other() as any Error).sqlState == nil)
    }

    @Test("Constraint, table, column and position are told, and the server's words are there for those who ask")
    func fields() async throws {
        try await TestServer.withTable("id int NOT NULL CONSTRAINT positive CHECK (id > 0)") { table, name in
            try await TestServer.withDatabase { database in
                let insert: @Sendable (SQL) async -> PostgresError? = { value in
                    await postgresError {
                        try await database.transaction { tx in
                            try tx.execute(
                                Command("insert", "INSERT INTO \(fragment: table) VALUES (\(fragment: value))"))
                        }
                    }
                }
                let check = await insert("-1")
                #expect(check?.sqlState == .checkViolation && check?.constraint == "positive")
                #expect(check?.table == name && check?.schema == "public" && check?.statement == "insert")
                #expect(check?.detail?.contains("-1") == true)
                let null = await insert("NULL")
                #expect(null?.sqlState == .notNullViolation && null?.column == "id")
                let unknown = await insert("nothing")
                #expect(unknown?.sqlState == .undefinedColumn && unknown?.position != nil)
            }
        }
    }

    @Test("However an error is printed, no parameter and no row is in it, though the server quoted them")
    func freeOfData() async throws {
        let failures: [SQL] = [
            "INSERT INTO secrets VALUES (\(secret))",
            "SELECT \(secret)::int",
            "SELECT \(secret)::date",
            "SELECT \("{" + secret)::int[]",
            "SELECT (\(secret))::jsonb",
            "SELECT 1 / length(replace(\(secret), \(secret), ''))",
            "SELECT cast(\(secret) AS varchar(200))::regclass",
            "DO $$ BEGIN RAISE EXCEPTION 'it is 6101609995 Grethe' USING DETAIL = '6101609995 Grethe', HINT = 'ask Grethe'; END $$",
            "UPDATE secrets SET name = NULL WHERE name = \(secret)",
            "DELETE FROM secrets WHERE name = \(secret)",
            "SELECT set_config('application_name', \(secret), false), set_config(\(secret), 'x', false)",
        ]
        try await TestServer.withDatabase(poolSize: 1) {
            $0.prepareSession = { session in
                try session.execute("CREATE TEMPORARY TABLE secrets (name text NOT NULL PRIMARY KEY)")
                try session.execute("CREATE TEMPORARY TABLE others (name text REFERENCES secrets)")
                try session.execute("INSERT INTO secrets VALUES ('6101609995 Grethe')")
                try session.execute("INSERT INTO others VALUES ('6101609995 Grethe')")
            }
        } _: { database in
            for sql in failures {
                let error = await postgresError { try await database.transaction { try $0.execute(sql) } }
                guard let error else {
                    Issue.record("nothing failed: \(sql)")
                    continue
                }
                #expect(error.code == .server)
                let prints = [
                    "\(error)", String(reflecting: error), "\(error as any Error)", "\(Optional(error) as Any)",
                    "\([error])", dumped(error), error.localizedText,
                ]
                for text in prints {
                    #expect(
                        !text.contains("Grethe") && !text.contains("6101609995"), "\(error.sqlState?.rawValue ?? "")")
                }
            }
        }
    }

    @Test("A value that can't be read shows its column and types, and not itself")
    func decoding() async throws {
        let error = try await TestServer.withDatabase { database in
            await postgresError {
                try await database.transaction { tx in
                    try tx.fetch("SELECT \(secret) AS name") { try $0.next(Int.self) }
                }
            }
        }
        #expect(error?.code == .decoding && error?.column == "name")
        #expect(!"\(error as Any)".contains("Grethe"))
    }

    @Test("The constants mean to the server what their names say")
    func constants() async throws {
        let names = [
            ("unique_violation", SQLState.uniqueViolation), ("deadlock_detected", .deadlockDetected),
            ("serialization_failure", .serializationFailure), ("query_canceled", .queryCanceled),
            ("admin_shutdown", .adminShutdown), ("read_only_sql_transaction", .readOnlySqlTransaction),
            ("exclusion_violation", .exclusionViolation), ("lock_not_available", .lockNotAvailable),
            ("undefined_table", .undefinedTable), ("disk_full", .diskFull), ("data_corrupted", .dataCorrupted),
        ]
        try await TestServer.withDatabase(poolSize: 1) { database in
            for (name, state) in names {
                let block: SQL = "DO $$ BEGIN RAISE \(identifier: name); END $$"
                let error = await postgresError { try await database.transaction { try $0.execute(block) } }
                #expect(error?.sqlState == state, "\(name)")
            }
        }
    }

    private func dumped(_ error: PostgresError) -> String {
        var text = ""
        dump(error, to: &text)
        return text
    }
}

extension PostgresError {
    /// The error as a generic place would print it.
    fileprivate var localizedText: String {
        String(describing: self as any Error) + String(describing: Mirror(reflecting: self))
    }
}

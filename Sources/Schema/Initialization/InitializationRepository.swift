import Postgres

/// What makes a deployment, beside its schema.
enum InitializationRepository {
    /// What kind of database this is.
    struct Kind: Sendable {
        let isSample: Bool
        let administrator: String
    }

    /// What kind of database this is; `nil` before it was made one.
    static func kind(_ tx: inout Transaction) throws(PostgresError) -> Kind? {
        let isMade = try tx.one(
            Statement(
                "deployment_table", "SELECT pg_catalog.to_regclass('sluse.deployment') IS NOT NULL"
            ) { row in try row.next(Bool.self) })
        guard isMade else { return nil }
        return try tx.first(
            Statement("deployment", "SELECT sample, administrator FROM sluse.deployment") { row in
                Kind(isSample: try row.next(), administrator: try row.next())
            })
    }

    static func currentDatabase(_ session: inout Session) throws(PostgresError) -> String {
        try session.fetch(
            Statement("current_database", "SELECT pg_catalog.current_database()") { row in
                try row.next(String.self)
            }
        ).first ?? ""
    }

    static func createDatabase(_ name: String) -> Command {
        Command(
            "create_database",
            """
            CREATE DATABASE \(identifier: name) OWNER sluse_owner ENCODING 'UTF8' TEMPLATE template0
            """)
    }

    /// Makes what a database needs before its owner can migrate it.
    static let giveToOwner = Command(
        "give_to_owner",
        """
        DO $$ BEGIN EXECUTE pg_catalog.format('ALTER DATABASE %I OWNER TO sluse_owner', pg_catalog.current_database()); END $$
        """)

    /// Says what kind of database this is and makes its administrator. What is there stays.
    ///
    /// - Returns: A line for each thing made.
    static func complete(
        isSample: Bool, administrator: String, _ tx: inout Transaction
    ) throws(PostgresError) -> [String] {
        var steps: [String] = []
        let isRole = try tx.one(
            Statement(
                "administrator_role", "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = \(administrator))"
            ) { row in try row.next(Bool.self) })
        if !isRole {
            try tx.execute(
                Command(
                    "administrator_create",
                    """
                    CREATE ROLE \(identifier: administrator)
                        LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS
                    """))
            steps.append("created the login \(administrator)")
        }
        try tx.execute(Command("administrator_admit", "GRANT sluse_admin TO \(identifier: administrator)"))
        let declared = try tx.execute(
            Command(
                "deployment_insert",
                """
                INSERT INTO sluse.deployment (sample, administrator) VALUES (\(isSample), \(administrator))
                ON CONFLICT (single) DO NOTHING
                """))
        if declared == 1 {
            steps.append(isSample ? "made this a sample database" : "made this a database for real data")
        }
        let registered = try tx.execute(
            Command(
                "first_operators",
                """
                INSERT INTO sluse.operator (login, title)
                VALUES ('sluse_daemon', 'slused'), (\(administrator), 'Administrator of the deployment')
                ON CONFLICT (login) DO NOTHING
                """))
        if registered > 0 { steps.append("registered \(administrator) and sluse_daemon") }
        return steps
    }

    /// Whether a name can be an operator's login, as the schema's own check has it.
    static func isLogin(_ name: String) -> Bool {
        let rest = name.utf8.dropFirst(3)
        return name.hasPrefix("op_") && (1...50).contains(rest.count)
            && rest.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}

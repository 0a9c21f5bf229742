import Postgres

/// The roles of the cluster that are operators' logins. Making one takes a superuser of PostgreSQL.
enum LoginRepository {
    /// What the cluster knows of a login.
    struct Login: Sendable {
        let canLogIn: Bool
        let isOperator: Bool
        /// Superuser, bypassing row-level security, or able to make roles: no operator may be.
        let isPowerful: Bool
    }

    static func find(_ login: String, _ tx: inout Transaction) throws(PostgresError) -> Login? {
        try tx.first(
            Statement(
                "login_find",
                """
                SELECT r.rolcanlogin, pg_catalog.pg_has_role(r.oid, 'sluse_operator', 'MEMBER'),
                    r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication
                FROM pg_catalog.pg_roles AS r WHERE r.rolname = \(login)
                """
            ) { row in
                Login(canLogIn: try row.next(), isOperator: try row.next(), isPowerful: try row.next())
            })
    }

    static func isSuperuser(_ tx: inout Transaction) throws(PostgresError) -> Bool {
        try tx.one(Statement("is_superuser", "SELECT current_setting('is_superuser') = 'on'") { row in try row.next() })
    }

    static func create(_ login: String, _ tx: inout Transaction) throws(PostgresError) {
        try tx.execute(
            Command(
                "login_create",
                """
                CREATE ROLE \(identifier: login) LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS
                    IN ROLE sluse_operator
                """))
    }

    static func admit(_ login: String, _ tx: inout Transaction) throws(PostgresError) {
        try tx.execute(Command("login_admit", "GRANT sluse_operator TO \(identifier: login)"))
    }
}

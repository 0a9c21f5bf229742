import Postgres
import Tenancy

/// Two municipalities and the people who work there.
enum TestFixtureRepository {
    static func fill(_ session: inout Session) throws {
        for login in TestLogin.allCases where login != .daemon {
            try createLogin(login.rawValue, &session)
        }
        try session.execute(TestClusterStatements.become(TestLogin.administrator.rawValue))
        try session.transaction { tx in
            for login in TestLogin.allCases { try tx.execute(register(login)) }
        }
        try add(TestDatabase.ishoj, slug: "ishoj", name: "Ishøj", &session)
        try add(TestDatabase.aalborg, slug: "aalborg", name: "Aalborg", &session)
    }

    private static func add(
        _ tenant: TenantID, slug: String, name: String, _ session: inout Session
    ) throws {
        try session.transaction(settings: [LocalSetting("sluse.tenant", "\(tenant.rawValue)")]) { tx in
            try tx.execute(
                """
                INSERT INTO sluse.municipality (tenant_id, slug, name, contact)
                VALUES (\(tenant), \(slug), \(name), \("jobcenter@\(slug).example"))
                """)
            for login in TestLogin.allCases {
                for membership in login.memberships where membership.tenant == tenant {
                    try tx.execute(
                        """
                        INSERT INTO sluse.membership (tenant_id, operator, role, valid)
                        VALUES (\(tenant), \(login.rawValue), \(membership.role), '(,)')
                        """)
                }
            }
        }
    }

    private static func register(_ login: TestLogin) -> SQL {
        "INSERT INTO sluse.operator (login, title) VALUES (\(login.rawValue), 'Test') ON CONFLICT (login) DO NOTHING"
    }

    /// Roles belong to the cluster and outlive every test database.
    private static func createLogin(_ login: String, _ session: inout Session) throws {
        let known = try session.fetch("SELECT 1 FROM pg_roles WHERE rolname = \(login)") { row in try row.next(Int.self)
        }
        if known.isEmpty { try session.execute("CREATE ROLE \(identifier: login) LOGIN IN ROLE sluse_operator") }
    }
}

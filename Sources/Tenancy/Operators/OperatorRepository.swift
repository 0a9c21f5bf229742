import Municipal
public import Postgres

/// The people who log in and their memberships.
public enum OperatorRepository {
    /// The operators the login may know of: himself, those who share a municipality with him; an administrator sees
    /// all.
    public static func all(_ tx: inout Transaction) throws(PostgresError) -> [Operator] {
        try tx.fetch(
            Statement("operator_all", "SELECT login, title, created_by FROM sluse.operator ORDER BY login") { row in
                Operator(login: try row.next(), title: try row.next(), createdBy: try row.next())
            })
    }

    /// The memberships the login may know of, past and future ones included.
    ///
    /// - Parameter tenant: Of this municipality only.
    public static func memberships(
        in tenant: TenantID? = nil, _ tx: inout Transaction
    ) throws(PostgresError) -> [Membership] {
        try tx.fetch(
            membership(
                "membership_all",
                """
                WHERE \(tenant)::int IS NULL OR m.tenant_id = \(tenant)
                ORDER BY m.tenant_id, m.operator, m.role, m.valid
                """))
    }

    static func memberships(
        of login: String, as role: Role?, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> [Membership] {
        try tx.fetch(
            membership(
                "membership_of",
                """
                WHERE m.tenant_id = \(tenant) AND m.operator = \(login) AND (\(role)::text IS NULL OR m.role = \(role))
                ORDER BY m.role, m.valid
                """))
    }

    static func isRegistered(_ login: String, _ tx: inout Transaction) throws(PostgresError) -> Bool {
        try tx.one(
            Statement(
                "operator_registered", "SELECT EXISTS (SELECT FROM sluse.operator WHERE login = \(login))"
            ) { row in try row.next() })
    }

    static func register(_ login: String, title: String, _ tx: inout Transaction) throws(PostgresError) {
        try tx.execute(
            Command(
                "operator_insert", "INSERT INTO sluse.operator (login, title) VALUES (\(login), \(title))"))
    }

    static func insert(
        _ login: String, as role: Role, from: Day?, to: Day?, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) {
        try tx.execute(
            Command(
                "membership_insert",
                """
                INSERT INTO sluse.membership (tenant_id, operator, role, valid)
                VALUES (\(tenant), \(login), \(role), daterange(\(from), \(to)))
                """))
    }

    /// Ends a membership the day before `day`.
    static func close(_ membership: Membership, on day: Day, _ tx: inout Transaction) throws(PostgresError) -> Int {
        try tx.execute(
            Command(
                "membership_close",
                """
                UPDATE sluse.membership SET valid = daterange(lower(valid), \(day))
                WHERE tenant_id = \(membership.tenant) AND operator = \(membership.login) AND role = \(membership.role)
                  AND valid = daterange(\(membership.from), \(membership.to))
                """))
    }

    /// Takes back a membership that has not been in force before today.
    static func undo(_ membership: Membership, _ tx: inout Transaction) throws(PostgresError) -> Int {
        try tx.execute(
            Command(
                "membership_undo",
                """
                DELETE FROM sluse.membership
                WHERE tenant_id = \(membership.tenant) AND operator = \(membership.login) AND role = \(membership.role)
                  AND valid = daterange(\(membership.from), \(membership.to))
                """))
    }

    private static func membership(_ name: StaticString, _ condition: SQL) -> Statement<Membership> {
        Statement(
            name,
            """
            SELECT m.tenant_id, m.operator, m.role, lower(m.valid), upper(m.valid), m.granted_by
            FROM sluse.membership AS m
            \(fragment: condition)
            """
        ) { row in
            Membership(
                tenant: try row.next(), login: try row.next(), role: try row.next(), from: try row.next(),
                to: try row.next(), grantedBy: try row.next())
        }
    }
}

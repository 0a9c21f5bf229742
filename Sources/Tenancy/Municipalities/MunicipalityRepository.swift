import Municipal
public import Postgres

/// The municipalities in the database. They are public facts: every login sees all of them, and nothing else of the
/// others.
public enum MunicipalityRepository {
    private static let columns: SQL = "m.tenant_id, m.slug, m.name, m.language, m.contact, m.version"

    private static func statement(_ name: StaticString, _ condition: SQL) -> Statement<Municipality> {
        Statement(name, "SELECT \(fragment: columns) FROM sluse.municipality AS m \(fragment: condition)") { row in
            Municipality(
                id: try row.next(), slug: try row.next(), name: try row.next(), language: try row.next(),
                contact: try row.next(), version: try row.next())
        }
    }

    /// All municipalities, in the Danish order of their names.
    public static func all(_ tx: inout Transaction) throws(PostgresError) -> [Municipality] {
        try tx.fetch(statement("municipality_all", "ORDER BY m.name, m.tenant_id"))
    }

    /// The municipality with this number, if it is here.
    public static func find(_ tenant: TenantID, _ tx: inout Transaction) throws(PostgresError) -> Municipality? {
        try tx.first(statement("municipality_find", "WHERE m.tenant_id = \(tenant)"))
    }

    /// The municipalities that the login may see the data of now.
    public static func visible(_ tx: inout Transaction) throws(PostgresError) -> [TenantID] {
        try tx.one(
            Statement("visible_tenants", "SELECT sluse.visible_tenants()") { row in try row.next([TenantID].self) }
        )
        .sorted()
    }

    /// Adds a municipality, with the daemon as a member and the login that adds it as its administrator.
    ///
    /// - Parameter administrator: The login that the transaction runs as; it becomes municipality administrator,
    ///   without an end.
    /// - Throws: SQLSTATE 42501 if the login doesn't administer the deployment.
    static func insert(
        _ municipality: Municipality, administrator: String, _ tx: inout Transaction
    ) throws(PostgresError) {
        try tx.execute(
            Command(
                "municipality_insert",
                """
                INSERT INTO sluse.municipality (tenant_id, slug, name, language, contact)
                VALUES (\(municipality.id), \(municipality.slug), \(municipality.name), \(municipality.language),
                    \(municipality.contact))
                """))
        try tx.execute(
            Command(
                "municipality_first_members",
                """
                INSERT INTO sluse.membership (tenant_id, operator, role, valid)
                VALUES (\(municipality.id), 'sluse_daemon', 'daemon', '(,)'),
                    (\(municipality.id), \(administrator), \(Role.municipalityAdministrator), '(,)')
                """))
    }

    /// Writes what a municipality is called and how it is reached; its number and slug never change.
    ///
    /// - Returns: Whether the row was still at the version that was read.
    static func update(_ municipality: Municipality, _ tx: inout Transaction) throws(PostgresError) -> Bool {
        try tx.execute(
            Command(
                "municipality_update",
                """
                UPDATE sluse.municipality
                SET name = \(municipality.name), language = \(municipality.language), contact = \(municipality.contact),
                    version = version + 1
                WHERE tenant_id = \(municipality.id) AND version = \(municipality.version)
                """)) == 1
    }
}

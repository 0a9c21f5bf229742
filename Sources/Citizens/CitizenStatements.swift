import Municipal
import Postgres
import Tenancy

/// The statements of ``CitizenRepository``.
///
/// Sets are looked up by `IN (SELECT unnest(…))`: PostgreSQL joins them. With `= ANY (…)` and a table too new to have statistics it
/// compares every row with every element.
enum CitizenStatements {
    private static let factColumns: SQL = "c.id, c.born, c.unit, c.protected_address, c.erased_on"

    static func facts(of numbers: [CitizenNumber], in tenant: TenantID) -> Statement<CitizenFacts> {
        Statement(
            "citizen_facts",
            """
            SELECT \(fragment: factColumns) FROM sluse.citizen AS c
            WHERE c.tenant_id = \(tenant) AND c.id IN (SELECT unnest(\(numbers))) ORDER BY c.id
            """
        ) { row in try facts(&row) }
    }

    static func factsLocked(of number: CitizenNumber, in tenant: TenantID) -> Statement<CitizenFacts> {
        Statement(
            "citizen_facts_locked",
            """
            SELECT \(fragment: factColumns) FROM sluse.citizen AS c
            WHERE c.tenant_id = \(tenant) AND c.id = \(number) FOR KEY SHARE
            """
        ) { row in try facts(&row) }
    }

    static func records(of numbers: [CitizenNumber], in tenant: TenantID) -> Statement<CitizenRecord> {
        record("citizen_records", "WHERE c.tenant_id = \(tenant) AND c.id IN (SELECT unnest(\(numbers))) ORDER BY c.id")
    }

    static func records(withTokens tokens: [[UInt8]], in tenant: TenantID) -> Statement<CitizenRecord> {
        record("citizen_by_token", "WHERE c.tenant_id = \(tenant) AND c.cpr_token IN (SELECT unnest(\(tokens)))")
    }

    /// One statement for all, so that the audit has one entry for all.
    static func insert(_ citizens: [NewCitizen], in tenant: TenantID) -> Command {
        Command(
            "citizen_insert",
            """
            INSERT INTO sluse.citizen
                (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born, unit, protected_address)
            SELECT \(tenant), n.id, n.cpr_token, n.sealed, n.wrapped_key, n.key_version, n.born, n.unit, n.protected_address
            FROM unnest(
                \(citizens.map(\.facts.number)), \(citizens.map(\.token)), \(citizens.map(\.sealed.sealed)),
                \(citizens.map(\.sealed.wrappedKey)), \(citizens.map(\.sealed.keyVersion)),
                \(citizens.map(\.facts.born)), \(citizens.map(\.facts.unit)), \(citizens.map(\.facts.protectedAddress)))
                AS n (id, cpr_token, sealed, wrapped_key, key_version, born, unit, protected_address)
            """)
    }

    static func update(_ citizens: [CorrectedCitizen], in tenant: TenantID) -> Command {
        Command(
            "citizen_update",
            """
            UPDATE sluse.citizen AS c
            SET sealed = n.sealed, wrapped_key = n.wrapped_key, key_version = n.key_version, unit = n.unit,
                protected_address = n.protected_address, version = c.version + 1
            FROM unnest(
                \(citizens.map(\.number)), \(citizens.map(\.sealed.sealed)), \(citizens.map(\.sealed.wrappedKey)),
                \(citizens.map(\.sealed.keyVersion)), \(citizens.map(\.unit)), \(citizens.map(\.protectedAddress)),
                \(citizens.map(\.version)))
                AS n (id, sealed, wrapped_key, key_version, unit, protected_address, version)
            WHERE c.tenant_id = \(tenant) AND c.id = n.id AND c.version = n.version
            """)
    }

    private static func record(_ name: StaticString, _ condition: SQL) -> Statement<CitizenRecord> {
        Statement(
            name,
            """
            SELECT \(fragment: factColumns), c.cpr_token, c.sealed, c.wrapped_key, c.key_version, c.version
            FROM sluse.citizen AS c \(fragment: condition)
            """
        ) { row in
            let facts = try facts(&row)
            let token = try row.next([UInt8]?.self) ?? []
            let sealed = try row.next([UInt8]?.self)
            let wrappedKey = try row.next([UInt8]?.self)
            let keyVersion = try row.next(Int32?.self)
            let version = try row.next(Int32.self)
            guard let sealed, let wrappedKey, let keyVersion else {
                return CitizenRecord(facts: facts, token: token, sealed: nil, version: version)
            }
            return CitizenRecord(
                facts: facts, token: token,
                sealed: SealedIdentity(sealed: sealed, wrappedKey: wrappedKey, keyVersion: keyVersion), version: version
            )
        }
    }

    private static func facts(_ row: inout RowReader) throws(PostgresError) -> CitizenFacts {
        CitizenFacts(
            number: try row.next(), born: try row.next(), unit: try row.next(), protectedAddress: try row.next(),
            erasedOn: try row.next())
    }
}

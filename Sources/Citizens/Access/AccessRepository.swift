public import Postgres
import Tenancy

/// Who looked at whom, when and why.
public enum AccessRepository {
    /// What somebody did.
    public enum Act: String, Sendable, Encodable, PostgresCodable {
        /// Looked at the page of a citizen, CPR number masked.
        case show
        /// Read name and CPR number in full.
        case reveal
        /// Searched by CPR number.
        case find
        /// Exported the log of accesses for the citizen.
        case export
        /// Erased the person.
        case erase
    }

    /// One access.
    public struct Entry: Sendable, Encodable {
        /// When, in UTC, as ISO 8601.
        public let at: String
        /// Who, by login.
        public let login: String
        /// What.
        public let act: Act
        /// Why.
        public let reason: String

        private enum CodingKeys: String, CodingKey {
            case at
            case login = "operator"
            case act
            case reason
        }
    }

    /// Records an access; a search that found nobody has no citizen.
    static func record(
        _ act: Act, of number: CitizenNumber?, _ reason: AccessReason, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) {
        try tx.execute(
            Command(
                "citizen_access_insert",
                """
                INSERT INTO sluse.citizen_access (tenant_id, citizen_id, act, reason)
                VALUES (\(tenant), \(number), \(act), \(reason.text))
                """))
    }

    /// The accesses to a citizen, the earliest first.
    static func entries(
        of number: CitizenNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> [Entry] {
        try tx.fetch(
            Statement(
                "citizen_access_list",
                """
                SELECT to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), a.operator, a.act, a.reason
                FROM sluse.citizen_access AS a
                WHERE a.tenant_id = \(tenant) AND a.citizen_id = \(number)
                ORDER BY a.at, a.id
                """
            ) { row in
                Entry(at: try row.next(), login: try row.next(), act: try row.next(), reason: try row.next())
            })
    }
}

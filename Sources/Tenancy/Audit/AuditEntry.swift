import Crypto

public import struct FoundationEssentials.UUID

/// One statement that changed a municipality's rows, as the audit holds it.
public struct AuditEntry: Hashable, Sendable {
    /// The municipality.
    public let tenant: TenantID
    /// The entry's own identity.
    public let id: UUID
    /// When, in microseconds since 1970-01-01 00:00 UTC.
    public let microsecondsSince1970: Int64
    /// The login that did it.
    public let actor: String
    /// `INSERT`, `UPDATE` or `DELETE`.
    public let operation: String
    /// The table.
    public let relation: String
    /// Why, where it was said.
    public let reason: String?
    /// How many rows.
    public let rowCount: Int32
    /// The new rows (of a `DELETE`, the old ones), one JSON object a line.
    public let payload: String

    /// Describes an entry.
    public init(
        tenant: TenantID, id: UUID, microsecondsSince1970: Int64, actor: String, operation: String, relation: String,
        reason: String?, rowCount: Int32, payload: String
    ) {
        self.tenant = tenant
        self.id = id
        self.microsecondsSince1970 = microsecondsSince1970
        self.actor = actor
        self.operation = operation
        self.relation = relation
        self.reason = reason
        self.rowCount = rowCount
        self.payload = payload
    }

    /// The hash of the entry's fields.
    ///
    /// The bytes are those of the SQL function `sluse.audit_bytes`: the fields in its order, separated by the unit
    /// separator (U+001F). They are made here anew, so that a forged function in the database proves nothing.
    public var digest: AuditHash {
        var hasher = SHA256()
        let fields = [
            String(tenant.rawValue), id.uuidString.lowercased(), String(microsecondsSince1970), actor, operation,
            relation,
            reason ?? "", String(rowCount),
        ]
        for var field in fields {
            field.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
            hasher.update(data: [0x1F])
        }
        var payload = payload
        payload.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        return AuditHash(hasher.finalize())
    }
}

/// One link of a chain with what it holds.
public struct AuditLink: Hashable, Sendable {
    /// Its number, from 1.
    public let seq: Int64
    /// Its hash as the database has it.
    public let hash: AuditHash
    /// The entry it holds; `nil` if that is gone.
    public let entry: AuditEntry?
    /// The entry's hash as the database has it.
    public let digest: AuditHash?

    /// Describes a link.
    public init(seq: Int64, hash: AuditHash, entry: AuditEntry?, digest: AuditHash?) {
        self.seq = seq
        self.hash = hash
        self.entry = entry
        self.digest = digest
    }

    /// The hash that a link must have: SHA-256 of the hash before it, its number as eight bytes and its entry's hash.
    public static func hash(after previous: AuditHash, seq: Int64, digest: AuditHash) -> AuditHash {
        var hasher = SHA256()
        hasher.update(data: previous.bytes)
        withUnsafeBytes(of: seq.bigEndian) { hasher.update(bufferPointer: $0) }
        hasher.update(data: digest.bytes)
        return AuditHash(hasher.finalize())
    }
}

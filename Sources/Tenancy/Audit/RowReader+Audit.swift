import Postgres

import struct FoundationEssentials.UUID

extension RowReader {
    /// Reads a hash of the audit.
    mutating func nextHash() throws(PostgresError) -> AuditHash {
        guard let hash = try nextHashIfPresent() else { throw PostgresError(.decoding, "the hash is missing") }
        return hash
    }

    /// Reads a hash of the audit, or nothing.
    mutating func nextHashIfPresent() throws(PostgresError) -> AuditHash? {
        guard let bytes = try next([UInt8]?.self) else { return nil }
        guard let hash = AuditHash(bytes: bytes) else { throw PostgresError(.decoding, "the hash has not 32 bytes") }
        return hash
    }

    /// Reads the identity of an entry.
    mutating func nextIdentity() throws(PostgresError) -> UUID { try next() }
}

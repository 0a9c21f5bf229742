public import FoundationEssentials

extension String: PostgresCodable {
    /// `text`.
    @inlinable
    public static var postgresType: PostgresType { .text }

    /// Writes UTF-8.
    ///
    /// - Throws: `.encoding` for a NUL character.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { try buffer.append(text: self) }

    /// Reads `text`, `varchar`, `char(n)`, `name`, `"char"`, `json`, `xml`, and the label of an enumerated type.
    ///
    /// Types that a schema creates have identifiers from 16384 up. Enumerations and `citext` send their text. Composite
    /// and other types of several parts hold a zero byte, which text never does, and are refused by it.
    @inlinable
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        switch value.type {
        case 25, 1043, 1042, 19, 18, 705, 114, 142: break
        case 16384...: try value.refuseZeroBytes()
        default: throw value.mismatch(expected: .text)
        }
        self = try value.withBytes { bytes throws(PostgresError) in String(decoding: bytes, as: UTF8.self) }
    }
}

extension PostgresValue {
    @usableFromInline
    borrowing func refuseZeroBytes() throws(PostgresError) {
        guard try !withBytes({ bytes throws(PostgresError) in bytes.contains(0) }) else {
            throw mismatch(expected: .text)
        }
    }
}

extension UUID: PostgresCodable {
    /// `uuid`.
    public static var postgresType: PostgresType { .uuid }

    /// Writes sixteen bytes.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        withUnsafeBytes(of: uuid) { buffer.append(bytes: $0) }
    }

    /// Reads a `uuid`.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 2950 else { throw value.mismatch(expected: .uuid) }
        guard value.count == 16 else { throw value.malformed(UUID.self) }
        self = try value.withBytes { bytes throws(PostgresError) in
            UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
        }
    }
}

extension Data: PostgresCodable {
    /// `bytea`.
    public static var postgresType: PostgresType { .bytea }

    /// Writes the bytes.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(bytes: self) }

    /// Reads a `bytea`.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 17 else { throw value.mismatch(expected: .bytea) }
        self = try value.withBytes { bytes throws(PostgresError) in Data(bytes) }
    }
}

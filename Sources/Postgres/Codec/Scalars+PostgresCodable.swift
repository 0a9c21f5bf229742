extension Bool: PostgresCodable {
    /// `boolean`.
    @inlinable
    public static var postgresType: PostgresType { .bool }

    /// Writes one byte.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(UInt8(self ? 1 : 0)) }

    /// Reads a `boolean`.
    @inlinable
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 16 else { throw value.mismatch(expected: .bool) }
        self = try value.integer(UInt8.self) != 0
    }
}

extension Double: PostgresCodable {
    /// `double precision`.
    @inlinable
    public static var postgresType: PostgresType { .float8 }

    /// Writes eight bytes.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(bitPattern) }

    /// Reads a `double precision` or a `real`.
    @inlinable
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        switch value.type {
        case 701: self.init(bitPattern: try value.integer(UInt64.self))
        case 700: self.init(Float(bitPattern: try value.integer(UInt32.self)))
        default: throw value.mismatch(expected: .float8)
        }
    }
}

extension Float: PostgresCodable {
    /// `real`.
    @inlinable
    public static var postgresType: PostgresType { .float4 }

    /// Writes four bytes.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(bitPattern) }

    /// Reads a `real`; a `double precision` would lose digits and is refused.
    @inlinable
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 700 else { throw value.mismatch(expected: .float4) }
        self.init(bitPattern: try value.integer(UInt32.self))
    }
}

extension UInt8: PostgresCodable {
    /// `"char"`, PostgreSQL's one-byte type; an array of bytes is a `bytea`.
    public static var postgresType: PostgresType { .char }

    /// Writes one byte.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(self) }

    /// Reads a `"char"`.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 18 else { throw value.mismatch(expected: .char) }
        self = try value.integer()
    }

    /// `bytea`.
    public static var postgresArrayType: PostgresType { .bytea }

    /// Writes the bytes of a `bytea`.
    public static func encodeArray(_ array: [UInt8], into buffer: inout PostgresBuffer) throws(PostgresError) {
        buffer.append(bytes: array)
    }

    /// Reads the bytes of a `bytea`.
    public static func decodeArray(from value: borrowing PostgresValue) throws(PostgresError) -> [UInt8] {
        guard value.type == 17 else { throw value.mismatch(expected: .bytea) }
        return try value.withBytes { bytes throws(PostgresError) in Array(bytes) }
    }
}

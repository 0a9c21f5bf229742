extension Int16: PostgresCodable {
    /// `smallint`.
    @inlinable
    public static var postgresType: PostgresType { .int2 }

    /// Writes two bytes.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(self) }

    /// Reads a `smallint`.
    @inlinable
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 21 else { throw value.mismatch(expected: .int2) }
        self = try value.integer()
    }
}

extension Int32: PostgresCodable {
    /// `integer`.
    @inlinable
    public static var postgresType: PostgresType { .int4 }

    /// Writes four bytes.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(self) }

    /// Reads an `integer` or a `smallint`.
    @inlinable
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        switch value.type {
        case 23: self = try value.integer()
        case 21: self = Int32(try value.integer(Int16.self))
        default: throw value.mismatch(expected: .int4)
        }
    }
}

extension Int64: PostgresCodable {
    /// `bigint`.
    @inlinable
    public static var postgresType: PostgresType { .int8 }

    /// Writes eight bytes.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(self) }

    /// Reads a `bigint`, an `integer`, a `smallint` or an `oid`.
    @inlinable
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        switch value.type {
        case 20: self = try value.integer()
        case 23: self = Int64(try value.integer(Int32.self))
        case 21: self = Int64(try value.integer(Int16.self))
        case 26: self = Int64(try value.integer(UInt32.self))
        default: throw value.mismatch(expected: .int8)
        }
    }
}

extension Int: PostgresCodable {
    /// `bigint`.
    @inlinable
    public static var postgresType: PostgresType { .int8 }

    /// Writes eight bytes.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { buffer.append(Int64(self)) }

    /// Reads a `bigint`, an `integer`, a `smallint` or an `oid`.
    @inlinable
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        self = Int(try Int64(from: value))
    }
}

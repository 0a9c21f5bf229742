/// A type whose values can be parameters.
///
/// A type of one's own usually goes by one that is here:
///
/// ```swift
/// extension Money: PostgresEncodable {
///     public static var postgresType: PostgresType { .int8 }
///     public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { try øre.encode(into: &buffer) }
/// }
/// ```
///
/// An enumeration with a raw value needs only the conformance. Where its column is of an enumerated type of the schema,
/// give it `static var postgresType: PostgresType { .named("sluse.role") }`.
public protocol PostgresEncodable: Sendable {
    /// The type the value is sent as.
    static var postgresType: PostgresType { get }

    /// Whether the value stands for NULL; then it is not encoded.
    var isPostgresNull: Bool { get }

    /// Writes the value in the type's binary format.
    ///
    /// - Throws: `.encoding` when the value has no representation.
    func encode(into buffer: inout PostgresBuffer) throws(PostgresError)

    /// The type of an array of such values.
    static var postgresArrayType: PostgresType { get }

    /// Writes an array of such values; only bytes, which make a `bytea`, need their own.
    static func encodeArray(_ array: [Self], into buffer: inout PostgresBuffer) throws(PostgresError)
}

/// A type whose values can be read from a column.
public protocol PostgresDecodable: Sendable {
    /// Reads a value that is not NULL.
    ///
    /// - Throws: `.decoding` when the column is of another type or holds what the type has no value for.
    init(from value: borrowing PostgresValue) throws(PostgresError)

    /// The value NULL stands for.
    ///
    /// - Throws: `.decoding`; only `Optional` has such a value.
    static func fromPostgresNull() throws(PostgresError) -> Self

    /// Reads an array of such values; only bytes, which come from a `bytea`, need their own.
    static func decodeArray(from value: borrowing PostgresValue) throws(PostgresError) -> [Self]
}

/// A type that can be sent and read.
public typealias PostgresCodable = PostgresEncodable & PostgresDecodable

extension PostgresEncodable {
    /// `false`: only `Optional` stands for NULL.
    @inlinable
    public var isPostgresNull: Bool { false }

    /// The array type that belongs to ``postgresType``.
    public static var postgresArrayType: PostgresType { postgresType.array }
}

extension PostgresDecodable {
    /// Throws: the type has no value for NULL.
    public static func fromPostgresNull() throws(PostgresError) -> Self {
        throw PostgresError(.decoding, "expected \(Self.self), found NULL")
    }
}

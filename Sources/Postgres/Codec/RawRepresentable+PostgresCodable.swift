extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    /// The raw value's type.
    public static var postgresType: PostgresType { RawValue.postgresType }

    /// Writes the raw value.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { try rawValue.encode(into: &buffer) }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    /// Reads the raw value.
    ///
    /// - Throws: `.decoding` when no case has it.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard let known = Self(rawValue: try RawValue(from: value)) else {
            throw PostgresError(.decoding, "the column holds a value that \(Self.self) has no case for")
        }
        self = known
    }
}

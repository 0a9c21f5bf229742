public import Municipal
public import Postgres

extension Language: PostgresEncodable, PostgresDecodable {}

extension MunicipalityCode: PostgresEncodable, PostgresDecodable {
    /// `integer`.
    public static var postgresType: PostgresType { .int4 }

    /// Writes the code as a number.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        try TenantID(self).rawValue.encode(into: &buffer)
    }

    /// Reads a number.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard let code = MunicipalityCode(number: Int(try Int32(from: value))) else {
            throw PostgresError(.decoding, "the column holds no municipality code")
        }
        self = code
    }
}

extension CVRNumber: PostgresEncodable, PostgresDecodable {
    /// `text`.
    public static var postgresType: PostgresType { .text }

    /// Writes the eight digits.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        try description.encode(into: &buffer)
    }

    /// Reads eight digits.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        self = try parsed(try String(from: value))
    }
}

extension ProductionUnitNumber: PostgresEncodable, PostgresDecodable {
    /// `text`.
    public static var postgresType: PostgresType { .text }

    /// Writes the ten digits.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        try description.encode(into: &buffer)
    }

    /// Reads ten digits.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        self = try parsed(try String(from: value))
    }
}

private func parsed<Value: TextParsable>(_ text: String) throws(PostgresError) -> Value {
    do {
        return try Value(parsing: text)
    } catch {
        throw PostgresError(.decoding, "the column holds no \(error.subject.rawValue)", underlying: error)
    }
}

public import Municipal
public import Postgres

extension Money: PostgresEncodable, PostgresDecodable {
    /// `bigint`; the domain `sluse.ore` is one.
    public static var postgresType: PostgresType { .int8 }

    /// Writes the amount in øre.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { try ore.encode(into: &buffer) }

    /// Reads an amount in øre.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        self.init(ore: try Int64(from: value))
    }
}

extension Hours: PostgresEncodable, PostgresDecodable {
    /// `integer`.
    public static var postgresType: PostgresType { .int4 }

    /// Writes the minutes.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        guard let narrow = Int32(exactly: minutes) else {
            throw PostgresError(.encoding, "the hours do not fit into a column of minutes")
        }
        try narrow.encode(into: &buffer)
    }

    /// Reads minutes.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard let hours = Hours(minutes: Int(try Int32(from: value))) else {
            throw PostgresError(.decoding, "the column holds no number of minutes")
        }
        self = hours
    }
}

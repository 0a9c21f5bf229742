/// A type that is sent as a composite value of a row type of the schema.
///
/// ```swift
/// extension Address: PostgresCompositeEncodable {
///     static var postgresType: PostgresType { .named("address") }
///
///     func encode(fields: inout PostgresFieldBuffer) throws(PostgresError) {
///         try fields.append(street)
///         try fields.append(postcode)
///     }
/// }
/// ```
///
/// The server takes the type from the parameter's place, so write `INSERT INTO person (home) VALUES (\(address))` or
/// `\(address)::address`, and for arrays `\(addresses)::address[]`.
public protocol PostgresCompositeEncodable: PostgresEncodable {
    /// Adds every field, in the order of the row type.
    ///
    /// - Throws: `.encoding` when a field can't be sent.
    func encode(fields: inout PostgresFieldBuffer) throws(PostgresError)
}

extension PostgresCompositeEncodable {
    /// Writes the number of fields, and each behind its type and length.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        var fields = PostgresFieldBuffer()
        // The fields go straight into the buffer, which is lent for that and handed back whatever happens.
        swap(&fields.buffer, &buffer)
        defer { swap(&fields.buffer, &buffer) }
        let start = fields.buffer.count
        fields.buffer.append(Int32(0))
        try encode(fields: &fields)
        fields.buffer.overwrite(fields.count, at: start)
    }
}

/// The fields of one composite value on their way to the server.
public struct PostgresFieldBuffer: ~Copyable {
    fileprivate var buffer = PostgresBuffer()
    fileprivate var count: Int32 = 0

    fileprivate init() {}

    /// Adds the next field.
    ///
    /// - Throws: `.encoding` when the value can't be sent.
    public mutating func append<Value: PostgresEncodable>(_ value: Value) throws(PostgresError) {
        count += 1
        buffer.append(Value.postgresType.oid)
        try buffer.append(measured: value)
    }
}

/// A type that is read from a composite value: a row type of the schema, or a `record` such as `ROW(…)` makes.
///
/// ```swift
/// struct Address: PostgresComposite {
///     let street: String
///     let postcode: Int16?
///
///     init(fields: inout PostgresFields) throws(PostgresError) {
///         street = try fields.next()
///         postcode = try fields.next()
///     }
/// }
/// ```
///
/// It is then read like any other value, alone or in arrays: `let addresses = try row.next([Address].self)`.
public protocol PostgresComposite: PostgresDecodable {
    /// Reads the fields from left to right; those that are left at the end are not looked at.
    ///
    /// - Throws: `.decoding` when a field is of another type, and for too few fields.
    init(fields: inout PostgresFields) throws(PostgresError)
}

extension PostgresComposite {
    /// Reads a composite value.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        var fields = try PostgresFields(value)
        try self.init(fields: &fields)
    }
}

/// Reads the fields of one composite value from left to right.
public struct PostgresFields: ~Copyable {
    /// How many fields the value has.
    public let count: Int
    private var bytes: PostgresBytes
    private var position = 0

    /// The most columns a row type can have, by PostgreSQL's `MaxTupleAttributeNumber`.
    private static let limit = 1664

    init(_ value: borrowing PostgresValue) throws(PostgresError) {
        bytes = value.reader()
        count = Int((try? bytes.integer(Int32.self)) ?? -1)
        // Each field takes at least its type and its length.
        guard value.type == 2249 || value.type >= PostgresType.firstOfSchema, (0...Self.limit).contains(count),
            count * 8 <= bytes.remaining
        else {
            throw PostgresError(.decoding, "expected a composite type, found \(PostgresType.describe(value.type))")
        }
    }

    /// Reads the next field as a value of the given type; `Optional` for a field that may be NULL.
    ///
    /// - Throws: `.decoding` with the field's number, the expected and the found type.
    public mutating func next<Value: PostgresDecodable>(_ type: Value.Type = Value.self) throws(PostgresError) -> Value
    {
        let cell = try take()
        do throws(PostgresError) {
            return cell.isNull ? try Value.fromPostgresNull() : try Value(from: cell)
        } catch {
            let place = "field \(position): "
            throw error.with { $0.explanation = place + ($0.explanation ?? "") }
        }
    }

    /// Passes over fields that are not wanted.
    public mutating func skip(_ fields: Int = 1) throws(PostgresError) {
        for _ in 0..<max(0, fields) { _ = try take() }
    }

    private mutating func take() throws(PostgresError) -> PostgresValue {
        guard position < count else {
            throw PostgresError(.decoding, "the composite value has \(count) fields and the decoder asks for another")
        }
        position += 1
        let type: UInt32 = try bytes.integer()
        return try bytes.measured(type: type)
    }
}

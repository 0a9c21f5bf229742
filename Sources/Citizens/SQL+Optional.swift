import Postgres

extension SQL.StringInterpolation {
    /// Adds a parameter that may be NULL.
    mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
        append(value)
    }

    private mutating func append<Value: PostgresEncodable>(_ value: Value) {
        appendInterpolation(value)
    }
}

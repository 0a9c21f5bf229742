extension SQL {
    /// What a literal's interpolations may be: parameters, quoted names and other pieces of SQL.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql: SQL

        /// Makes room for a literal of the given size.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(text: "")
            sql.text.reserveCapacity(literalCapacity + 3 * interpolationCount)
            sql.slots.reserveCapacity(interpolationCount)
            sql.values.reserveCapacity(8 * interpolationCount)
        }

        /// Adds the programmer's own text.
        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { sql.text += String(decoding: $0, as: UTF8.self) }
        }

        /// Adds a parameter.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value) {
            bind(value)
        }

        /// Adds a parameter that may be NULL.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            bind(value)
        }

        private mutating func bind<Value: PostgresEncodable>(_ value: Value) {
            let start = sql.values.count
            var end: Int32 = -1
            if !value.isPostgresNull {
                do throws(PostgresError) {
                    try value.encode(into: &sql.values)
                    end = Int32(clamping: sql.values.count)
                    if end == .max { throw PostgresError(.encoding, "the parameters hold more than 2 GiB") }
                } catch {
                    sql.values.truncate(to: start)
                    if sql.problem == nil { sql.problem = error }
                }
            }
            sql.appendPlaceholder(type: Value.postgresType.oid, end: end)
        }

        /// Adds a name, in double quotes: a table, column or role whose name is known only at run time.
        public mutating func appendInterpolation(identifier name: String) {
            if name.isEmpty || name.utf8.contains(0) {
                sql.problem = sql.problem ?? PostgresError(.encoding, "an identifier is empty or holds a NUL character")
            }
            sql.text += "\""
            for character in name.unicodeScalars {
                if character == "\"" { sql.text += "\"" }
                sql.text.unicodeScalars.append(character)
            }
            sql.text += "\""
        }

        /// Adds another piece of SQL with its parameters.
        public mutating func appendInterpolation(fragment: SQL) {
            sql.append(fragment)
        }
    }
}

import Postgres

extension Database {
    /// The whole numbers of the only column of a query, in a transaction of its own.
    func integers(_ sql: SQL) async throws -> [Int] {
        try await transaction { tx in try tx.fetch(sql) { row in try row.next() } }
    }

    /// The only row of a statement, in a transaction of its own.
    func one<Row>(_ statement: Statement<Row>) async throws -> Row {
        try await transaction { tx in try tx.one(statement) }
    }
}

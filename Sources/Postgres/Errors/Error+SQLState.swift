extension Error {
    /// The code the PostgreSQL server gave, if this is an error of it; so that a `catch` can ask for it:
    ///
    /// ```swift
    /// do {
    ///     try await database.transaction { tx in try tx.execute(insert) }
    /// } catch let error where error.sqlState == .uniqueViolation {
    ///     …
    /// }
    /// ```
    public var sqlState: SQLState? { (self as? PostgresError)?.sqlState }
}

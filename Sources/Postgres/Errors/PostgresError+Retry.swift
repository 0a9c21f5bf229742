extension PostgresError {
    /// Whether the server undid the transaction only because of what others did at the same time: 40001 or 40P01.
    ///
    /// `Database.transaction` runs such a transaction's whole body again by itself.
    public var isConflict: Bool {
        code == .server && (sqlState == .serializationFailure || sqlState == .deadlockDetected)
    }

    /// Whether a prepared plan no longer fits the schema: the server's plan cache says so, or forgot the name.
    var isStalePlan: Bool {
        guard code == .server else { return false }
        return sqlState == .invalidSqlStatementName
            || (sqlState == .featureNotSupported && routine == "RevalidateCachedQuery")
    }
}

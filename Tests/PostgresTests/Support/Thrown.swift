import Postgres

/// The `PostgresError` that `body` throws, or `nil` when it throws none.
func postgresError<R>(_ body: () async throws -> R) async -> PostgresError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}

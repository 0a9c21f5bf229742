import Postgres

/// How late the work is.
enum OverdueRepository {
    /// Seconds since the oldest row became due that nobody has dealt with; 0 when nothing is overdue.
    static func age(_ tx: inout Transaction) throws(PostgresError) -> Double {
        try tx.one(
            Statement(
                "overdue_age",
                """
                SELECT greatest(0, coalesce(extract(epoch FROM now() - sluse.overdue_since()), 0))::float8
                """
            ) { row in try row.next() })
    }
}

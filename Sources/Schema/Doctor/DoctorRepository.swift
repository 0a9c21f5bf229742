import Postgres

/// What the doctor asks the database.
enum DoctorRepository {
    struct Server: Sendable {
        let database: String
        let login: String
        let isSuperuser: Bool
        let version: Int32
        let versionText: String
        let encoding: String
        let day: String
    }

    static func server(_ tx: inout Transaction) throws(PostgresError) -> Server {
        try tx.one(
            Statement(
                "doctor_server",
                """
                SELECT current_database(), session_user, current_setting('is_superuser') = 'on',
                    current_setting('server_version_num')::int, current_setting('server_version'),
                    current_setting('server_encoding'), (now() AT TIME ZONE 'Europe/Copenhagen')::date::text
                """
            ) { row in
                Server(
                    database: try row.next(), login: try row.next(), isSuperuser: try row.next(),
                    version: try row.next(),
                    versionText: try row.next(), encoding: try row.next(), day: try row.next())
            })
    }

    struct SetAside: Sendable {
        let slug: String
        let work: String
        let sqlState: String
        let count: Int64
    }

    static func quarantine(_ tx: inout Transaction) throws(PostgresError) -> [SetAside] {
        try tx.fetch(
            Statement(
                "doctor_quarantine",
                """
                SELECT m.slug, q.work, q.sqlstate, count(*)
                FROM sluse.quarantine AS q JOIN sluse.municipality AS m ON m.tenant_id = q.tenant_id
                GROUP BY m.slug, q.work, q.sqlstate
                ORDER BY m.slug, q.work, q.sqlstate
                """
            ) { row in
                SetAside(slug: try row.next(), work: try row.next(), sqlState: try row.next(), count: try row.next())
            })
    }

    /// The pools whose kept counts are not what their places, coverages and offers say.
    static func miscountedPools(_ tx: inout Transaction) throws(PostgresError) -> [String] {
        try tx.fetch(
            Statement(
                "doctor_occupancy",
                """
                SELECT m.slug || '/' || p.slug
                FROM sluse.pool_occupancy_counted AS n
                JOIN sluse.pool AS p ON p.tenant_id = n.tenant_id AND p.id = n.pool_id
                JOIN sluse.municipality AS m ON m.tenant_id = n.tenant_id
                LEFT JOIN sluse.pool_occupancy AS o ON o.tenant_id = n.tenant_id AND o.pool_id = n.pool_id
                WHERE (n.open_seats, n.taken_seats, n.open_offers)
                    <> (coalesce(o.open_seats, 0), coalesce(o.taken_seats, 0), coalesce(o.open_offers, 0))
                ORDER BY 1
                """
            ) { row in try row.next() })
    }

    /// Notices that failed or were held back and stand in the outbox for longer than the daemon needs for a round.
    static func waitingLetters(_ tx: inout Transaction) throws(PostgresError) -> (count: Int64, error: String?) {
        try tx.one(
            Statement(
                "doctor_waiting",
                """
                SELECT count(*), (array_agg(x.last_error ORDER BY x.recorded_at DESC) FILTER (WHERE x.last_error IS NOT NULL))[1]
                FROM sluse.outbox AS x
                WHERE x.state IN ('pending', 'leased') AND x.recorded_at < now() - interval '10 minutes'
                """
            ) { row in (try row.next(), try row.next()) })
    }

    static func deadLetters(_ tx: inout Transaction) throws(PostgresError) -> Int64 {
        try tx.one(
            Statement("doctor_outbox", "SELECT count(*) FROM sluse.outbox WHERE state = 'dead'") { row in
                try row.next()
            })
    }

    struct AuditHead: Sendable {
        let slug: String
        let anchor: String
    }

    static func auditHeads(_ tx: inout Transaction) throws(PostgresError) -> [AuditHead] {
        try tx.fetch(
            Statement(
                "doctor_audit",
                """
                SELECT m.slug, h.seq || ':' || encode(h.hash, 'hex')
                FROM sluse.audit_head AS h JOIN sluse.municipality AS m ON m.tenant_id = h.tenant_id
                ORDER BY m.slug
                """
            ) { row in AuditHead(slug: try row.next(), anchor: try row.next()) })
    }
}

public import Postgres

/// The audit: what was changed by whom, and the proof that nobody changed that.
public enum AuditRepository {
    private static let entryColumns: SQL = """
        e.id, e.at, e.actor, e.operation, e.relation, e.reason, e.row_count, e.payload
        """

    /// Verifies a municipality's whole chain against hashes computed here.
    ///
    /// The links are streamed in order, so the memory does not grow with the chain.
    ///
    /// - Parameters:
    ///   - anchor: An end of the chain that was written down earlier.
    ///   - tx: A transaction that reads one state: repeatable read.
    public static func verify(
        in tenant: TenantID, anchor: AuditAnchor? = nil, _ tx: inout Transaction
    ) throws -> AuditReport {
        let head = try head(in: tenant, &tx)
        let unlinked = try tx.one(
            Statement(
                "audit_unlinked",
                """
                SELECT (SELECT count(*) FROM sluse.audit_entry AS e WHERE e.tenant_id = \(tenant))
                    - (SELECT count(*) FROM sluse.audit_link AS l WHERE l.tenant_id = \(tenant)
                        AND EXISTS (SELECT FROM sluse.audit_entry AS e
                            WHERE e.tenant_id = l.tenant_id AND e.id = l.entry_id))
                """
            ) { row in try row.next(Int64.self) })
        var chain = AuditChain(anchor: anchor)
        try tx.stream(links(in: tenant)) { link in chain.append(link) }
        return chain.finish(head: head, unlinked: unlinked)
    }

    /// The recorded end of a municipality's chain; `nil` before the first entry.
    public static func head(in tenant: TenantID, _ tx: inout Transaction) throws(PostgresError) -> AuditAnchor? {
        try tx.first(
            Statement(
                "audit_head", "SELECT seq, hash FROM sluse.audit_head WHERE tenant_id = \(tenant) AND seq > 0"
            ) { row in AuditAnchor(seq: try row.next(), hash: try row.nextHash()) })
    }

    /// The latest entries, the newest first.
    ///
    /// - Parameters:
    ///   - limit: At most so many.
    ///   - relation: Of this table only.
    ///   - actor: Of this login only.
    public static func latest(
        _ limit: Int32, relation: String? = nil, actor: String? = nil, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> [AuditLink] {
        try tx.fetch(
            Statement(
                "audit_latest",
                """
                SELECT l.seq, l.hash, e.digest, \(fragment: entryColumns)
                FROM sluse.audit_link AS l
                JOIN sluse.audit_entry AS e ON e.tenant_id = l.tenant_id AND e.id = l.entry_id
                WHERE l.tenant_id = \(tenant) AND (\(relation)::text IS NULL OR e.relation = \(relation))
                  AND (\(actor)::text IS NULL OR e.actor = \(actor))
                ORDER BY l.seq DESC
                LIMIT \(limit)
                """
            ) { row in try link(of: tenant, &row) })
    }

    private static func links(in tenant: TenantID) -> Statement<AuditLink> {
        Statement(
            "audit_links",
            """
            SELECT l.seq, l.hash, e.digest, \(fragment: entryColumns)
            FROM sluse.audit_link AS l
            LEFT JOIN sluse.audit_entry AS e ON e.tenant_id = l.tenant_id AND e.id = l.entry_id
            WHERE l.tenant_id = \(tenant)
            ORDER BY l.seq
            """
        ) { row in try link(of: tenant, &row) }
    }

    private static func link(of tenant: TenantID, _ row: inout RowReader) throws(PostgresError) -> AuditLink {
        let seq: Int64 = try row.next()
        let hash = try row.nextHash()
        guard let digest = try row.nextHashIfPresent() else {
            return AuditLink(seq: seq, hash: hash, entry: nil, digest: nil)
        }
        let id = try row.nextIdentity()
        let at: PostgresTimestamp = try row.next()
        // An infinite moment is nobody's; any number of microseconds that is not the entry's shows it as edited.
        let entry = AuditEntry(
            tenant: tenant, id: id, microsecondsSince1970: at.microsecondsSince1970 ?? .min, actor: try row.next(),
            operation: try row.next(), relation: try row.next(), reason: try row.next(), rowCount: try row.next(),
            payload: try row.next())
        return AuditLink(seq: seq, hash: hash, entry: entry, digest: digest)
    }
}

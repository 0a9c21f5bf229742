public import Postgres

/// The decisions of a municipality.
public enum DecisionRepository {
    private static func statement(_ name: StaticString, _ condition: SQL) -> Statement<Decision> {
        Statement(
            name,
            """
            SELECT d.tenant_id, d.slug, d.title, d.status, d.decided_by, d.decided_on, d.case_number, d.effective_on,
                d.repealed_on, d.version
            FROM sluse.decision AS d
            \(fragment: condition)
            """
        ) { row in
            Decision(
                tenant: try row.next(), slug: try row.next(), title: try row.next(), status: try row.next(),
                decidedBy: try row.next(), decidedOn: try row.next(), caseNumber: try row.next(),
                effectiveOn: try row.next(), repealedOn: try row.next(), version: try row.next())
        }
    }

    /// All decisions of a municipality, by the day they were decided; what is only proposed comes last.
    public static func all(in tenant: TenantID, _ tx: inout Transaction) throws(PostgresError) -> [Decision] {
        try tx.fetch(
            statement("decision_all", "WHERE d.tenant_id = \(tenant) ORDER BY d.decided_on NULLS LAST, d.slug"))
    }

    /// The decision of this name, if the municipality has one.
    public static func find(
        _ slug: String, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> Decision? {
        try tx.first(statement("decision_find", "WHERE d.tenant_id = \(tenant) AND d.slug = \(slug)"))
    }

    static func insert(_ decision: Decision, _ tx: inout Transaction) throws(PostgresError) {
        try tx.execute(
            Command(
                "decision_insert",
                """
                INSERT INTO sluse.decision (tenant_id, slug, title, status, decided_by, decided_on, case_number, effective_on)
                VALUES (\(decision.tenant), \(decision.slug), \(decision.title), \(decision.status), \(decision.decidedBy),
                    \(decision.decidedOn), \(decision.caseNumber), \(decision.effectiveOn))
                """))
    }

    /// Writes everything but the name of a decision.
    ///
    /// - Returns: Whether the row was still at the version that was read.
    static func update(_ decision: Decision, _ tx: inout Transaction) throws(PostgresError) -> Bool {
        try tx.execute(
            Command(
                "decision_update",
                """
                UPDATE sluse.decision
                SET title = \(decision.title), status = \(decision.status), decided_by = \(decision.decidedBy),
                    decided_on = \(decision.decidedOn), case_number = \(decision.caseNumber),
                    effective_on = \(decision.effectiveOn), repealed_on = \(decision.repealedOn), version = version + 1
                WHERE tenant_id = \(decision.tenant) AND slug = \(decision.slug) AND version = \(decision.version)
                """)) == 1
    }
}

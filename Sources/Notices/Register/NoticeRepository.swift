import FoundationEssentials
import Municipal
public import Postgres
public import Tenancy

/// The register of notices, as the people of a municipality see it.
public enum NoticeRepository {
    /// The notices of a municipality by the day they fall due.
    ///
    /// - Parameters:
    ///   - tenant: The municipality.
    ///   - state: Only those that have come so far; `nil` for all.
    ///   - kind: Only those of this occasion; `nil` for all.
    ///   - tx: A transaction in that municipality.
    /// - Throws: `PostgresError`.
    public static func all(
        in tenant: TenantID, state: NoticeState? = nil, kind: NoticeKind? = nil, _ tx: inout Transaction
    ) throws(PostgresError) -> [NoticeRecord] {
        try tx.fetch(
            statement(
                "list_notices",
                """
                n.tenant_id = \(tenant)
                  AND (\(state?.rawValue as String?)::text IS NULL OR coalesce(x.state, n.state) = \(state?.rawValue as String?))
                  AND (\(kind?.rawValue as String?)::text IS NULL OR n.kind = \(kind?.rawValue as String?))
                """))
    }

    /// One notice by its number.
    ///
    /// - Throws: `Refusal` if there is none of that number here.
    public static func find(_ number: Int32, in tenant: TenantID, _ tx: inout Transaction) throws -> NoticeRecord {
        let found = try tx.first(statement("find_notice", "n.tenant_id = \(tenant) AND n.id = \(number)"))
        guard let found else {
            throw Refusal.notFound("notice", "\(number)", advice: "`sluse notice list` shows which there are.")
        }
        return found
    }

    /// Gives a dead notice its attempts back, or lets one that waits for its next attempt go now; under the same key as before.
    ///
    /// - Returns: The notice as it stands now.
    /// - Throws: `Refusal` if there is none of that number, or it is neither dead nor waiting; `PostgresError`.
    public static func retry(_ number: Int32, in tenant: TenantID, _ tx: inout Transaction) throws -> NoticeRecord {
        let notice = try find(number, in: tenant, &tx)
        guard notice.state == .dead || notice.state == .pending else {
            throw Refusal(
                .badData,
                "notice \(number) is \(notice.state.rawValue), neither given up nor waiting to be tried again",
                advice: "Those that are: sluse notice list --state dead, or --state pending")
        }
        guard try tx.execute(revive(notice.key, in: tenant)) == 1 else {
            throw Refusal.changedMeanwhile("notice \(number)")
        }
        try tx.execute(Command("hint_work", "NOTIFY sluse_work"))
        return try find(number, in: tenant, &tx)
    }

    private static func revive(_ key: UUID, in tenant: TenantID) -> Command {
        Command(
            "revive_notice",
            """
            UPDATE sluse.outbox AS x SET state = 'pending', attempts = 0, not_before = now()
            WHERE x.tenant_id = \(tenant) AND x.key = \(key) AND x.state IN ('dead', 'pending')
            """)
    }

    private static func statement(_ name: StaticString, _ condition: SQL) -> Statement<NoticeRecord> {
        Statement(
            name,
            """
            SELECT n.id, n.key, n.kind, p.slug, 'C-' || n.coverage_id, 'O-' || n.offer_id, n.step, n.about, n.due_on,
                   n.dated_on, coalesce(x.state, n.state), x.attempts,
                   CASE x.state WHEN 'pending' THEN \(fragment: utc("x.not_before")) END,
                   \(fragment: utc("x.sent_at")), x.receipt, x.last_error, x.payload::text
            FROM sluse.notice AS n
            JOIN sluse.pool AS p ON p.tenant_id = n.tenant_id AND p.id = n.pool_id
            LEFT JOIN sluse.outbox AS x ON x.tenant_id = n.tenant_id AND x.key = n.key
            WHERE \(fragment: condition)
            ORDER BY n.due_on, n.id
            """
        ) { row throws(PostgresError) in
            NoticeRecord(
                number: try row.next(), key: try row.next(), kind: try word(&row), pool: try row.next(),
                coverage: try row.next(), offer: try row.next(), step: try row.next(), about: try row.next(),
                dueOn: try row.next(), datedOn: try row.next(), state: try word(&row), attempts: try row.next(),
                nextAttemptAt: try row.next(), sentAt: try row.next(), receipt: try row.next(),
                lastError: try row.next(), payload: try row.next())
        }
    }

    private static func utc(_ column: SQL) -> SQL {
        "to_char(\(fragment: column) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    }

    private static func word<Word: RawRepresentable<String>>(_ row: inout RowReader) throws(PostgresError) -> Word {
        guard let word = Word(rawValue: try row.next()) else {
            throw PostgresError(.decoding, "a word of the schema that this program does not know")
        }
        return word
    }
}

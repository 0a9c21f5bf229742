import Municipal
import Postgres
import Tenancy

/// Reads and writes pools and their settings that don't change by date.
enum PoolRepository {
    private static let columns: SQL = """
        p.id, p.slug, p.title, p.kind, p.hours_bound_minutes, p.hours_bound_inclusive, p.pause_moves_end, p.notice_days,
        p.answer_days, p.when_declined, p.when_lapsed, p.priority_classes, p.seats_settled_on
        """

    /// All pools of a municipality by name.
    static func all(in tenant: TenantID) -> Statement<Pool> {
        Statement(
            "pools",
            "SELECT \(fragment: columns) FROM sluse.pool AS p WHERE p.tenant_id = \(tenant) ORDER BY p.title, p.id",
            decode: decode)
    }

    /// A pool by its slug.
    static func find(_ slug: String, in tenant: TenantID) -> Statement<Pool> {
        Statement(
            "pool_by_slug",
            "SELECT \(fragment: columns) FROM sluse.pool AS p WHERE p.tenant_id = \(tenant) AND p.slug = \(slug)",
            decode: decode)
    }

    /// A pool by its number.
    static func find(_ id: Int32, in tenant: TenantID) -> Statement<Pool> {
        Statement(
            "pool_by_id",
            "SELECT \(fragment: columns) FROM sluse.pool AS p WHERE p.tenant_id = \(tenant) AND p.id = \(id)",
            decode: decode)
    }

    /// Locks a pool: whoever changes its places, coverages, offers or line comes through here first.
    static func lock(_ id: Int32, in tenant: TenantID) -> Command {
        Command(
            "lock_pool",
            "SELECT FROM sluse.pool AS p WHERE p.tenant_id = \(tenant) AND p.id = \(id) FOR NO KEY UPDATE")
    }

    /// Makes a pool.
    static func insert(_ pool: PoolDeclaration, id: Int32, in tenant: TenantID) -> Command {
        Command(
            "insert_pool",
            """
            INSERT INTO sluse.pool (
                tenant_id, id, slug, title, kind, hours_bound_minutes, hours_bound_inclusive, pause_moves_end, notice_days,
                answer_days, when_declined, when_lapsed, priority_classes)
            VALUES (
                \(tenant), \(id), \(pool.slug), \(pool.title), \(pool.kind.stored), \(pool.weeklyHours.boundMinutes),
                \(pool.weeklyHours.isInclusive), \(pool.pausesMoveEnd), \(pool.noticeDays.map { Int32(clamping: $0) }),
                \(Int32(clamping: pool.answerDays)), \(pool.whenDeclined.rawValue), \(pool.whenLapsed.rawValue),
                \(pool.priorityClasses))
            """)
    }

    /// Brings a pool's settings to what the file says.
    static func update(_ id: Int32, to pool: PoolDeclaration, in tenant: TenantID) -> Command {
        Command(
            "update_pool",
            """
            UPDATE sluse.pool SET
                title = \(pool.title), hours_bound_minutes = \(pool.weeklyHours.boundMinutes),
                hours_bound_inclusive = \(pool.weeklyHours.isInclusive), pause_moves_end = \(pool.pausesMoveEnd),
                notice_days = \(pool.noticeDays.map { Int32(clamping: $0) }), answer_days = \(Int32(clamping: pool.answerDays)),
                when_declined = \(pool.whenDeclined.rawValue), when_lapsed = \(pool.whenLapsed.rawValue),
                priority_classes = \(pool.priorityClasses), version = version + 1
            WHERE tenant_id = \(tenant) AND id = \(id)
            """)
    }

    /// Remembers the last capacity step whose places were settled.
    static func settled(_ id: Int32, on day: Day, in tenant: TenantID) -> Command {
        Command(
            "pool_settled",
            "UPDATE sluse.pool SET seats_settled_on = \(day) WHERE tenant_id = \(tenant) AND id = \(id)")
    }

    @Sendable private static func decode(_ row: inout RowReader) throws -> Pool {
        let (id, slug, title): (Int32, String, String) = (try row.next(), try row.next(), try row.next())
        let kind: String = try row.next()
        let (minutes, inclusive): (Hours, Bool) = (try row.next(), try row.next())
        let movesEnd: Bool = try row.next()
        let notices: [Int32] = try row.next()
        let answerDays: Int32 = try row.next()
        return Pool(
            id: id, slug: slug, title: title, kind: PoolKind(stored: kind) ?? .flexJob,
            weeklyHours: inclusive ? .atMost(minutes) : .below(minutes),
            pausePolicy: movesEnd ? .movesEnd : .leavesEnd, noticeLadder: NoticeLadder(notices.map(Int.init)),
            answerDays: Int(answerDays), whenDeclined: try row.next(), whenLapsed: try row.next(),
            priorityClasses: try row.next(), seatsSettledOn: try row.next())
    }
}

extension DeclinedRule: PostgresCodable {}
extension LapsedRule: PostgresCodable {}

extension WeeklyHoursBound {
    /// The bound itself, in minutes.
    var boundMinutes: Int32 {
        switch self {
        case .below(let hours), .atMost(let hours): Int32(clamping: hours.minutes)
        }
    }

    /// Whether the bound itself is allowed.
    var isInclusive: Bool {
        if case .atMost = self { true } else { false }
    }
}

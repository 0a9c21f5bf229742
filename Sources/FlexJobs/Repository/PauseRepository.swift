import Municipal
import Postgres
import Tenancy

/// The pauses of coverages.
enum PauseRepository {
    /// All pauses of some coverages, oldest first.
    static func pauses(of coverages: [CoverageNumber], in tenant: TenantID) -> Statement<RecordedPause> {
        Statement(
            "coverage_pauses",
            """
            SELECT p.coverage_id, p.number, lower(p.period), upper(p.period), p.reason, p.remaining_days, p.counted_on
            FROM sluse.coverage_pause AS p
            WHERE p.tenant_id = \(tenant) AND p.coverage_id = ANY (\(coverages))
            ORDER BY p.coverage_id, p.number
            """
        ) { row in
            RecordedPause(
                coverage: try row.next(), number: try row.next(),
                pause: try Pause(from: try row.next(), to: try row.next()), reason: try row.next(),
                remainingDays: try row.next(Int32?.self).map(Int.init), countedOn: try row.next())
        }
    }

    /// Records a pause.
    static func insert(_ pause: RecordedPause, in tenant: TenantID) -> Command {
        Command(
            "insert_pause",
            """
            INSERT INTO sluse.coverage_pause (tenant_id, coverage_id, number, period, reason, remaining_days, counted_on)
            VALUES (\(tenant), \(pause.coverage), \(pause.number), daterange(\(pause.pause.from), \(pause.pause.to)), \(pause.reason),
                    \(pause.remainingDays.map { Int32(clamping: $0) }), \(pause.countedOn))
            """)
    }

    /// Ends an open pause; `day` is the first day the citizen is back, `today` the day that is recorded.
    static func close(_ pause: RecordedPause, on day: Day, recordedOn today: Day, in tenant: TenantID) -> Command {
        Command(
            "close_pause",
            """
            UPDATE sluse.coverage_pause SET period = daterange(lower(period), \(day)), counted_on = \(today)
            WHERE tenant_id = \(tenant) AND coverage_id = \(pause.coverage) AND number = \(pause.number) AND upper_inf(period)
            """)
    }

    /// Changes the days that remain for coverages in an open pause, because a rule moved the end they will have; `nil`
    /// where nothing will end them any more.
    static func keep(_ remaining: [(pause: RecordedPause, days: Int?)], in tenant: TenantID) -> Command {
        Command(
            "keep_remaining_days",
            """
            UPDATE sluse.coverage_pause AS p SET remaining_days = n.days
            FROM unnest(
                \(remaining.map(\.pause.coverage))::int[], \(remaining.map(\.pause.number))::int[],
                \(remaining.map { $0.days.map { Int32(clamping: $0) } })::int[]) AS n (coverage, number, days)
            WHERE p.tenant_id = \(tenant) AND p.coverage_id = n.coverage AND p.number = n.number
            """)
    }
}

extension PauseReason: PostgresCodable {}

import Citizens
import Municipal
import Postgres
import Tenancy

/// Reads and writes coverages and their transitions.
enum CoverageRepository {
    private static let columns: SQL = """
        c.id, c.pool_id, c.seat_number, c.citizen_id, c.employer_cvr, c.production_unit, c.weekly_minutes, c.monthly_ore,
        c.case_number, c.from_unemployment_benefit, c.period, c.agreed_to, c.state, c.end_reason, c.version
        """

    /// Coverages of a municipality, newest first; of one pool, one citizen or in some states where these are given.
    static func list(
        in tenant: TenantID, pool: Int32? = nil, citizen: CitizenNumber? = nil,
        states: [Coverage.State] = Coverage.State.allCases
    ) -> Statement<Coverage> {
        Statement(
            "coverages",
            """
            SELECT \(fragment: columns) FROM sluse.coverage AS c
            WHERE c.tenant_id = \(tenant) AND c.state = ANY (\(states))
              AND (\(pool)::int IS NULL OR c.pool_id = \(pool)) AND (\(citizen)::int IS NULL OR c.citizen_id = \(citizen))
            ORDER BY lower(c.period) DESC, c.id DESC
            """, decode: decode)
    }

    /// A coverage by its number.
    static func find(_ id: CoverageNumber, in tenant: TenantID) -> Statement<Coverage> {
        Statement(
            "coverage",
            "SELECT \(fragment: columns) FROM sluse.coverage AS c WHERE c.tenant_id = \(tenant) AND c.id = \(id)",
            decode: decode)
    }

    /// Writes a new coverage.
    static func insert(_ coverage: Coverage, offer: OfferNumber?, permit: PermitNumber?, in tenant: TenantID) -> Command
    {
        Command(
            "insert_coverage",
            """
            INSERT INTO sluse.coverage (
                tenant_id, id, pool_id, seat_number, citizen_id, employer_cvr, production_unit, weekly_minutes, monthly_ore,
                case_number, from_unemployment_benefit, period, agreed_to, offer_id, permit_id)
            VALUES (
                \(tenant), \(coverage.id), \(coverage.pool), \(coverage.seat), \(coverage.citizen), \(coverage.employer),
                \(coverage.productionUnit), \(coverage.weeklyHours), \(coverage.monthlyAmount), \(coverage.caseNumber),
                \(coverage.cameFromUnemploymentBenefit), \(coverage.period), \(coverage.agreedTo), \(offer), \(permit))
            """)
    }

    /// Moves coverages to what transitions say, and records these; a coverage that has changed meanwhile is left out.
    static func record(_ transitions: [CoverageTransition], in tenant: TenantID) -> [Command] {
        [
            Command(
                "move_coverages",
                """
                UPDATE sluse.coverage AS c
                SET period = n.period, state = n.state, end_reason = n.end_reason, version = n.version
                FROM (
                    SELECT u.coverage, u.version, daterange(u.first_day, u.free_from) AS period, u.state, u.end_reason
                    FROM unnest(
                        \(transitions.map(\.coverage))::int[], \(transitions.map(\.version))::int[],
                        \(transitions.map(\.period.from))::date[], \(transitions.map(\.period.to))::date[],
                        \(transitions.map(\.state.rawValue))::text[], \(transitions.map { $0.endReason?.rawValue })::text[])
                        AS u (coverage, version, first_day, free_from, state, end_reason)
                ) AS n
                WHERE c.tenant_id = \(tenant) AND c.id = n.coverage AND c.version = n.version - 1
                """),
            Command(
                "record_transitions",
                """
                INSERT INTO sluse.coverage_event (
                    tenant_id, coverage_id, version, kind, effective_on, period, state, months, reason, case_number, decision, note)
                SELECT \(tenant), n.coverage, n.version, n.kind, n.effective_on, daterange(n.first_day, n.free_from), n.state,
                       n.months, n.reason, n.case_number, n.decision, n.note
                FROM unnest(
                    \(transitions.map(\.coverage))::int[], \(transitions.map(\.version))::int[],
                    \(transitions.map(\.kind.rawValue))::text[], \(transitions.map(\.effectiveOn))::date[],
                    \(transitions.map(\.period.from))::date[], \(transitions.map(\.period.to))::date[],
                    \(transitions.map(\.state.rawValue))::text[], \(transitions.map { $0.months.map { Int32(clamping: $0) } })::int[],
                    \(transitions.map(\.reason))::text[], \(transitions.map(\.caseNumber))::text[],
                    \(transitions.map(\.decision))::text[], \(transitions.map(\.note))::text[])
                    AS n (coverage, version, kind, effective_on, first_day, free_from, state, months, reason, case_number, decision, note)
                """),
        ]
    }

    /// Records the transition by which a coverage came to be.
    static func recordGrant(_ coverage: Coverage, decision: String?, note: String?, in tenant: TenantID) -> Command {
        Command(
            "record_grant",
            """
            INSERT INTO sluse.coverage_event (
                tenant_id, coverage_id, version, kind, effective_on, period, state, case_number, decision, note)
            VALUES (\(tenant), \(coverage.id), 1, 'granted', \(coverage.period.from), \(coverage.period), 'active',
                    \(coverage.caseNumber), \(decision), \(note))
            """)
    }

    /// The trail of a coverage, oldest first.
    static func events(of id: CoverageNumber, in tenant: TenantID) -> Statement<CoverageEvent> {
        Statement(
            "coverage_events",
            """
            SELECT e.version, e.kind, e.effective_on, e.period, e.state, e.months, e.reason, e.case_number, e.decision, e.note,
                   e.actor::text, (e.recorded_at AT TIME ZONE 'Europe/Copenhagen')::date
            FROM sluse.coverage_event AS e
            WHERE e.tenant_id = \(tenant) AND e.coverage_id = \(id)
            ORDER BY e.version
            """
        ) { row in
            CoverageEvent(
                version: try row.next(), kind: try row.next(), effectiveOn: try row.next(), period: try row.next(),
                state: try row.next(), months: try row.next(Int32?.self).map(Int.init), reason: try row.next(),
                caseNumber: try row.next(), decision: try row.next(), note: try row.next(), actor: try row.next(),
                recordedOn: try row.next())
        }
    }

    /// The extensions granted to coverages: reason, months, and the day each was recorded.
    static func extensions(of ids: [CoverageNumber], in tenant: TenantID) -> Statement<RecordedExtension> {
        Statement(
            "coverage_extensions",
            """
            SELECT e.coverage_id, coalesce(e.reason, ''), coalesce(e.months, 0), e.effective_on
            FROM sluse.coverage_event AS e
            WHERE e.tenant_id = \(tenant) AND e.coverage_id = ANY (\(ids)) AND e.kind = 'extended'
            ORDER BY e.coverage_id, e.version
            """
        ) { row in
            RecordedExtension(
                coverage: try row.next(),
                granted: GrantedExtension(reason: try row.next(), months: Int(try row.next(Int32.self))),
                recordedOn: try row.next())
        }
    }

    @Sendable private static func decode(_ row: inout RowReader) throws -> Coverage {
        Coverage(
            id: try row.next(), pool: try row.next(), seat: try row.next(), citizen: try row.next(),
            employer: try row.next(),
            productionUnit: try row.next(), weeklyHours: try row.next(), monthlyAmount: try row.next(),
            caseNumber: try row.next(), cameFromUnemploymentBenefit: try row.next(), period: try row.next(),
            agreedTo: try row.next(), state: try row.next(), endReason: try row.next(), version: try row.next())
    }
}

/// An extension as the trail of its coverage has it.
struct RecordedExtension: Sendable {
    var coverage: CoverageNumber
    var granted: GrantedExtension
    var recordedOn: Day
}

extension Coverage.State: PostgresCodable {}
extension EndReason: PostgresCodable {}

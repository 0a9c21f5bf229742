import Municipal
import Postgres
import Tenancy

/// The statements of ``PeriodRepository``, for both kinds of periods.
enum PeriodStatements {
    static func periods(
        _ kind: PeriodKind, of numbers: [CitizenNumber], in tenant: TenantID
    ) -> Statement<CitizensPeriod> {
        Statement(
            "citizen_periods",
            """
            SELECT p.citizen_id, p.\(identifier: column(kind)), p.valid FROM sluse.\(identifier: table(kind)) AS p
            WHERE p.tenant_id = \(tenant) AND p.citizen_id IN (SELECT unnest(\(numbers)))
            ORDER BY p.citizen_id, p.valid
            """
        ) { row in
            CitizensPeriod(
                citizen: try row.next(), period: CitizenPeriod(value: try row.next(), span: try row.next()))
        }
    }

    static func close(_ kind: PeriodKind, _ closings: [PeriodClosing], in tenant: TenantID) -> Command {
        Command(
            "citizen_period_close",
            """
            UPDATE sluse.\(identifier: table(kind)) AS p
            SET valid = daterange(lower(p.valid), n.upper_bound)
            FROM unnest(\(closings.map(\.citizen)), \(closings.map(\.span.from)), \(closings.map(\.becomes.to)))
                AS n (citizen_id, lower_bound, upper_bound)
            WHERE p.tenant_id = \(tenant) AND p.citizen_id = n.citizen_id AND lower(p.valid) = n.lower_bound
            """)
    }

    static func insert(_ kind: PeriodKind, _ periods: [CitizensPeriod], in tenant: TenantID) -> Command {
        Command(
            "citizen_period_insert",
            """
            INSERT INTO sluse.\(identifier: table(kind)) (tenant_id, citizen_id, \(identifier: column(kind)), valid)
            SELECT \(tenant), n.citizen_id, n.value, daterange(n.lower_bound, n.upper_bound)
            FROM unnest(
                \(periods.map(\.citizen)), \(periods.map(\.period.value)), \(periods.map(\.period.span.from)),
                \(periods.map(\.period.span.to)))
                AS n (citizen_id, value, lower_bound, upper_bound)
            """)
    }

    private static func table(_ kind: PeriodKind) -> String {
        switch kind {
        case .targetGroup: "target_group_period"
        case .benefit: "benefit_period"
        }
    }

    private static func column(_ kind: PeriodKind) -> String {
        switch kind {
        case .targetGroup: "code"
        case .benefit: "benefit"
        }
    }
}

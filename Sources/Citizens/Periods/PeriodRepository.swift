public import Municipal
public import Postgres
public import Tenancy

/// The target groups and benefits of citizens, each for a time.
public enum PeriodRepository {
    /// The target group of a citizen on a day, as its code.
    public static func targetGroup(
        of number: CitizenNumber, on day: Day, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> String? {
        try targetGroups(of: number, in: tenant, &tx).first { $0.span.contains(day) }?.value
    }

    /// The benefit of a citizen on a day.
    public static func benefit(
        of number: CitizenNumber, on day: Day, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> String? {
        try benefits(of: number, in: tenant, &tx).first { $0.span.contains(day) }?.value
    }

    /// The target groups of a citizen, the earliest first.
    public static func targetGroups(
        of number: CitizenNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> [CitizenPeriod] {
        try periods(.targetGroup, of: [number], in: tenant, &tx)[number] ?? []
    }

    /// The benefits of a citizen, the earliest first.
    public static func benefits(
        of number: CitizenNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> [CitizenPeriod] {
        try periods(.benefit, of: [number], in: tenant, &tx)[number] ?? []
    }

    /// The periods of several citizens, the earliest first.
    static func periods(
        _ kind: PeriodKind, of numbers: [CitizenNumber], in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> [CitizenNumber: [CitizenPeriod]] {
        let rows = try tx.fetch(PeriodStatements.periods(kind, of: numbers, in: tenant))
        return Dictionary(grouping: rows, by: \.citizen).mapValues { $0.map(\.period) }
    }

    /// Ends periods.
    ///
    /// - Returns: How many were still as they were read.
    static func close(
        _ kind: PeriodKind, _ closings: [PeriodClosing], in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> Int {
        try tx.execute(PeriodStatements.close(kind, closings, in: tenant))
    }

    /// Adds periods.
    static func insert(
        _ kind: PeriodKind, _ periods: [CitizensPeriod], in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) {
        try tx.execute(PeriodStatements.insert(kind, periods, in: tenant))
    }
}

/// A period and whose it is.
struct CitizensPeriod: Sendable {
    let citizen: CitizenNumber
    let period: CitizenPeriod
}

/// A period about to end on another day.
struct PeriodClosing: Sendable {
    let citizen: CitizenNumber
    let span: DateSpan
    /// The span it becomes.
    let becomes: DateSpan
}

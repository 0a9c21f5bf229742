import Municipal
public import Postgres
import Tenancy

/// Brings what a file says about citizens into the database, in sets, within the caller's transaction.
///
/// The same file twice changes nothing. Imports into one municipality wait for each other, so that two at once can't make two
/// citizens of one person.
///
/// ```swift
/// let report = try await database.write(in: ishoj) { tx in
///     let plan = try importing.plan(file, &tx)
///     if plan.report.refused.isEmpty { return try importing.write(plan, &tx) }
///     return plan.report
/// }
/// ```
public struct CitizenImport: Sendable {
    private let cipher: PersonCipher
    private let tenant: TenantID
    private let progress: @Sendable (Int) -> Void

    /// How many lines go to the database in one statement.
    static let batch = 2_000

    /// Prepares an import.
    ///
    /// - Parameters:
    ///   - keys: The municipality's keys.
    ///   - progress: Told now and then how many lines are done.
    public init(keys: MunicipalityKeys, progress: @escaping @Sendable (Int) -> Void = { _ in }) {
        cipher = PersonCipher(keys: keys)
        tenant = keys.tenant
        self.progress = progress
    }

    /// Gives every line its verdict and changes nothing.
    ///
    /// - Throws: `Refusal` (`.configuration`) if the keys are not those of the citizens that are there; `PostgresError`.
    public func plan(_ file: CitizenFile, _ tx: inout Transaction) throws -> ImportPlan {
        // Taking no numbers still locks the counter: the next import waits here.
        _ = try tx.takeNumbers(CitizenImport.counted, count: 0, in: tenant)
        try KeyCheck.require(cipher.keys, &tx)
        let planner = LinePlanner(cipher: cipher, today: try tx.today())
        var plan = ImportPlan()
        for start in stride(from: 0, to: file.lines.count, by: Self.batch) {
            let lines = file.lines[start..<min(start + Self.batch, file.lines.count)]
            let known = try known(lines, &tx)
            for line in lines { try plan.add(planner.plan(line, known: known)) }
            progress(start / 2)
        }
        return plan
    }

    /// Writes what was planned, without the lines that were refused.
    ///
    /// - Returns: The verdicts, with the numbers of those who are new.
    /// - Throws: `Refusal` (`.tryAgain`) if someone changed a citizen in between; `PostgresError`.
    public func write(_ plan: ImportPlan, _ tx: inout Transaction) throws -> ImportReport {
        let additions = plan.additions
        let corrections = plan.corrections
        var report = plan.report
        if !additions.isEmpty { try KeyCheck.record(cipher.keys, &tx) }
        let first =
            additions.isEmpty
            ? 0 : try tx.takeNumbers(CitizenImport.counted, count: Int32(clamping: additions.count), in: tenant)
        for start in stride(from: 0, to: additions.count, by: Self.batch) {
            var citizens: [NewCitizen] = []
            var periods = PlannedPeriods()
            for index in start..<min(start + Self.batch, additions.count) {
                let addition = additions[index]
                let number = CitizenNumber(rawValue: first + Int32(clamping: index))
                citizens.append(try addition.citizen(number, cipher))
                periods.add(addition.periods, for: number)
                report.lines[addition.place].citizen = number
            }
            try CitizenRepository.insert(citizens, in: tenant, &tx)
            try periods.write(in: tenant, &tx)
            progress(plan.report.lines.count / 2 + start / 2)
        }
        for start in stride(from: 0, to: corrections.count, by: Self.batch) {
            let batch = corrections[start..<min(start + Self.batch, corrections.count)]
            let rows = batch.compactMap(\.row)
            if !rows.isEmpty {
                guard try CitizenRepository.update(rows, in: tenant, &tx) == rows.count else {
                    throw Refusal.changedMeanwhile("a citizen in the file")
                }
            }
            var periods = PlannedPeriods()
            for correction in batch { periods.add(correction.periods, for: correction.number) }
            try periods.write(in: tenant, &tx)
        }
        return report
    }

    private static let counted = "citizen"

    private func known(_ lines: ArraySlice<CitizenFile.Line>, _ tx: inout Transaction) throws -> KnownCitizens {
        let tokens = lines.compactMap { line in (try? line.entry.get()).map { cipher.token(of: $0.cpr) } }
        let records = try CitizenRepository.records(withTokens: tokens, in: tenant, &tx)
        let numbers = records.map(\.facts.number)
        return KnownCitizens(
            records: Dictionary(uniqueKeysWithValues: records.map { ($0.token, $0) }),
            periods: [
                .targetGroup: try PeriodRepository.periods(.targetGroup, of: numbers, in: tenant, &tx),
                .benefit: try PeriodRepository.periods(.benefit, of: numbers, in: tenant, &tx),
            ])
    }
}

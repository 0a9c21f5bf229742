import Municipal
import Postgres
import Tenancy

/// Writes the dated parameters a file declares and the database doesn't have yet, and corrects those not yet in force.
enum PoolStepDeclarations {
    /// Brings the declared steps of a pool into the database as rows; when they hold is laid out afterwards.
    static func apply(
        _ file: PoolDeclaration, to pool: Pool, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> ApplyOutcome {
        var outcome = ApplyOutcome()
        let day = try tx.today()
        let capacities = try tx.fetch(PoolParameterRepository.capacities(of: pool.id, in: tenant))
        try bring(
            file.capacity, .capacity, capacities, pool, file, day, &outcome, &tx, shown: { "\($0) places" },
            insert: { PoolParameterRepository.insert($0, in: tenant) },
            change: { PoolParameterRepository.change($0, in: tenant) })
        let limits = try tx.fetch(PoolParameterRepository.limits(of: pool.id, in: tenant))
        try bring(
            file.limits, .limit, limits, pool, file, day, &outcome, &tx, shown: \.text,
            insert: { PoolParameterRepository.insert($0, in: tenant) },
            change: { PoolParameterRepository.change($0, in: tenant) })
        let groups = try tx.fetch(PoolParameterRepository.targetGroups(of: pool.id, in: tenant))
        try bring(
            file.targetGroups, .targetGroup, groups, pool, file, day, &outcome, &tx, shown: \.text,
            isSame: { $0.code == $1.code },
            mayChange: { old, new in old.minimumAge == new.minimumAge && old.maximumAge == new.maximumAge },
            insert: { PoolParameterRepository.insert($0, in: tenant) },
            change: { PoolParameterRepository.change($0, in: tenant) })
        return outcome
    }

    /// - Parameters:
    ///   - isSame: Whether two values are about the same thing, besides holding from the same day by the same decision.
    ///   - mayChange: Whether a value in force may become another: a target group may get a last day.
    private static func bring<Value>(
        _ steps: [PoolDeclaration.Step<Value>], _ parameter: PoolParameter, _ rows: [ParameterRow<Value>], _ pool: Pool,
        _ file: PoolDeclaration, _ day: Day, _ outcome: inout ApplyOutcome, _ tx: inout Transaction,
        shown: (Value) -> String, isSame: (Value, Value) -> Bool = { _, _ in true },
        mayChange: (Value, Value) -> Bool = { _, _ in false },
        insert: (ParameterRow<Value>) -> Command, change: (ParameterRow<Value>) -> Command
    ) throws {
        var next = (rows.map(\.id).max() ?? 0) + 1
        for step in steps {
            let name = "pool \(pool.slug) \(parameter.name) from \(step.from)"
            let lastDay = (step.value as? TargetGroupTerms)?.lastDay
            guard
                var row = rows.first(where: {
                    $0.resumes == nil && $0.declaredFrom == step.from && $0.decision == step.decision
                        && isSame($0.value, step.value)
                })
            else {
                try refusePast(step, parameter, pool, file)
                try tx.execute(
                    insert(
                        ParameterRow(
                            id: next, pool: pool.id, declaredFrom: step.from, declaredUntil: lastDay,
                            valid: DateSpan(of: step.from, until: lastDay), status: .proposed, decision: step.decision,
                            value: step.value)))
                next += 1
                outcome.changes.append(Change(name, from: nil, to: shown(step.value)))
                continue
            }
            guard row.value != step.value else { continue }
            let isInForce = row.status == .adopted && row.valid.from <= day
            guard !isInForce || mayChange(row.value, step.value) else {
                throw Refusal(
                    .badData,
                    "\(file.place): the \(parameter.name) of pool '\(pool.slug)' from \(step.from) is in force and is \(shown(row.value)) already",
                    advice: "Leave that entry as it was and add one from a later day.")
            }
            outcome.changes.append(Change(name, from: shown(row.value), to: shown(step.value)))
            row.value = step.value
            row.declaredUntil = lastDay
            try tx.execute(change(row))
        }
    }

    /// Places that were settled on a day aren't settled again as if the past had been another.
    private static func refusePast<Value>(
        _ step: PoolDeclaration.Step<Value>, _ parameter: PoolParameter, _ pool: Pool, _ file: PoolDeclaration
    ) throws {
        guard parameter == .capacity, let settled = pool.seatsSettledOn, step.from <= settled, step.decision == nil
        else { return }
        throw Refusal(
            .badData,
            "\(file.place): a capacity of pool '\(pool.slug)' from \(step.from) would rewrite the past; places are settled through \(settled)",
            advice: "Give it a day after \(settled).")
    }
}

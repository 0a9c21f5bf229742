import Municipal
public import Postgres
public import Tenancy

/// Brings a municipality's pools to what its file says, and lets decisions take effect in them.
public enum ApplyPools {
    /// Applies the pools of a file. Applying the same file again changes nothing.
    ///
    /// What the file no longer says is never taken away: a parameter that held once explains figures of its time.
    ///
    /// - Throws: `Refusal` for a decision nobody declared, for a past that would be rewritten, and for rules that would tie.
    public static func apply(
        _ pools: [PoolDeclaration], in tenant: TenantID, _ tx: inout Transaction
    ) throws -> ApplyOutcome {
        var outcome = ApplyOutcome()
        if let twice = Dictionary(grouping: pools, by: \.slug).first(where: { $0.value.count > 1 }) {
            throw Refusal(
                .badData, "\(twice.value[1].place): pool '\(twice.key)' stands here twice", advice: "Keep one.")
        }
        let known = Set(try PoolParameters.decisions(in: tenant, &tx).keys)
        for pool in pools {
            let named =
                pool.capacity.compactMap(\.decision) + pool.limits.compactMap(\.decision)
                + pool.targetGroups.compactMap(\.decision)
            if let unknown = named.first(where: { !known.contains($0) }) {
                throw Refusal(
                    .badData,
                    "\(pool.place): pool '\(pool.slug)' rests on the decision '\(unknown)', which is not declared",
                    advice: "Declare it under 'decisions' in the same file.")
            }
            outcome.append(try apply(pool, in: tenant, &tx))
        }
        let declared = Set(pools.map(\.slug))
        for pool in try tx.fetch(PoolRepository.all(in: tenant)) where !declared.contains(pool.slug) {
            outcome.notes.append("pool \(pool.slug) is in the database and not in the file; it stays as it is")
        }
        return outcome
    }

    /// Lets a decision that was adopted or repealed take effect in the pools that rest on it.
    public static func follow(
        _ decision: Decision, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [Change] {
        try tx.fetch(PoolRepository.all(in: tenant)).flatMap { pool in
            try tx.execute(PoolRepository.lock(pool.id, in: tenant))
            return try takeEffect(pool, decision: decision.slug, in: tenant, &tx)
        }
    }

    private static func apply(
        _ file: PoolDeclaration, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> ApplyOutcome {
        var outcome = ApplyOutcome()
        let found = try tx.first(PoolRepository.find(file.slug, in: tenant))
        if let found {
            try tx.execute(PoolRepository.lock(found.id, in: tenant))
            guard found.kind == file.kind else {
                throw Refusal(
                    .badData,
                    "\(file.place): pool '\(file.slug)' is for \(found.kind.rawValue) places and can't become another kind",
                    advice: "Declare a new pool with another slug.")
            }
            try checkClasses(found, file, in: tenant, &tx)
            let differences = PoolDifferences(found, file)
            outcome.changes += differences.changes
            if !differences.changes.isEmpty { try tx.execute(PoolRepository.update(found.id, to: file, in: tenant)) }
        } else {
            let id = try tx.takeNumber("pool", in: tenant)
            try tx.execute(PoolRepository.insert(file, id: id, in: tenant))
            outcome.changes.append(Change("pool \(file.slug)", from: nil, to: file.title))
        }
        let pool = try tx.one(PoolRepository.find(file.slug, in: tenant))
        outcome.append(try PoolStepDeclarations.apply(file, to: pool, in: tenant, &tx))
        outcome.changes += try settings(file, pool: pool, in: tenant, &tx)
        outcome.changes += try takeEffect(pool, decision: nil, in: tenant, &tx)
        if let found, found.noticeLadder != pool.noticeLadder {
            let day = try tx.today()
            let running = try tx.fetch(CoverageRepository.list(in: tenant, pool: pool.id, states: [.active]))
            try PlanNotices.replan(
                running.map { ($0.id, pool.id, $0.period.to) }, ladder: pool.noticeLadder, in: tenant, on: day, &tx)
        }
        return outcome
    }

    /// Lays the parameters out, then does what follows: places open or close, and the ends of those inside move.
    private static func takeEffect(
        _ pool: Pool, decision: String?, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [Change] {
        var (changes, moved) = try PoolParameters.layOut(pool, in: tenant, &tx)
        let day = try tx.today()
        if moved.contains(.capacity) {
            let seats = try SettleSeats.run(pool.id, in: tenant, on: day, &tx)
            if seats.opened > 0 {
                changes.append(Change("pool \(pool.slug) places opened", from: nil, to: "\(seats.opened)"))
            }
            if seats.closed > 0 {
                changes.append(Change("pool \(pool.slug) places closed", from: "\(seats.closed)", to: nil))
            }
        }
        if moved.contains(.limit) {
            changes += try FollowLimits.run(pool, decision: decision, in: tenant, on: day, &tx)
        }
        return changes
    }

    private static func settings(
        _ file: PoolDeclaration, pool: Pool, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [Change] {
        var changes: [Change] = []
        let known = Dictionary(
            try tx.fetch(PoolSettingRepository.extensions(of: pool.id, in: tenant)).map { ($0.terms.reason, $0) }
        ) { first, _ in first }
        for terms in file.extensions where known[terms.reason].map({ $0.terms != terms || $0.isRetired }) ?? true {
            try tx.execute(PoolSettingRepository.put(terms, isRetired: false, pool: pool.id, in: tenant))
            changes.append(
                Change(
                    "pool \(pool.slug) extension \(terms.reason)", from: known[terms.reason]?.terms.text, to: terms.text
                ))
        }
        let declared = Set(file.extensions.map(\.reason))
        for (reason, old) in known.sorted(by: { $0.key < $1.key }) where !declared.contains(reason) && !old.isRetired {
            try tx.execute(PoolSettingRepository.put(old.terms, isRetired: true, pool: pool.id, in: tenant))
            changes.append(Change("pool \(pool.slug) extension \(reason)", from: old.terms.text, to: nil))
        }
        let budgets = Dictionary(
            try tx.fetch(PoolSettingRepository.budgets(of: pool.id, in: tenant)).map { ($0.year, $0.amount) }
        ) { first, _ in first }
        for (year, amount) in file.budget.sorted(by: { $0.key < $1.key }) where budgets[year] != amount {
            try tx.execute(PoolSettingRepository.put(YearAmount(year: year, amount: amount), pool: pool.id, in: tenant))
            changes.append(
                Change("pool \(pool.slug) budget \(year)", from: budgets[year].map { "\($0)" }, to: "\(amount)"))
        }
        return changes
    }

    /// A class in which someone waits can't go: nobody could say where that person stands.
    private static func checkClasses(
        _ pool: Pool, _ file: PoolDeclaration, in tenant: TenantID, _ tx: inout Transaction
    ) throws {
        let used = Set(try tx.fetch(WaitingRepository.listed(pool: pool.id, in: tenant)).map(\.priorityClass))
        let gone = used.subtracting(file.priorityClasses)
        guard let lost = gone.sorted().first else { return }
        throw Refusal(
            .badData,
            "\(file.place): someone waits in the priority class '\(lost)' of pool '\(file.slug)', which the file no longer has",
            advice: "Move them first: `sluse waitlist move`.")
    }
}

extension ExtensionTerms {
    /// The caps in words.
    var text: String { "\(title): at most \(monthsEach) months at a time, \(monthsTotal) together" }
}

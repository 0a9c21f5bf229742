import Municipal
import Postgres
import Tenancy

/// Brings a pool's dated parameters to what was declared and decided.
enum PoolParameters {
    /// The decisions of a municipality by slug.
    static func decisions(in tenant: TenantID, _ tx: inout Transaction) throws -> [String: Decision] {
        Dictionary(try DecisionRepository.all(in: tenant, &tx).map { ($0.slug, $0) }) { first, _ in first }
    }

    /// Lays out all parameters of a pool anew and says what changed.
    static func layOut(
        _ pool: Pool, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> (changes: [Change], moved: Set<PoolParameter>) {
        let decisions = try decisions(in: tenant, &tx)
        var changes: [Change] = []
        var moved: Set<PoolParameter> = []
        let capacities = try tx.fetch(PoolParameterRepository.capacities(of: pool.id, in: tenant))
        if try layOut(
            capacities, of: .capacity, pool, decisions, in: tenant, &tx, &changes, shown: { "\($0) places" },
            insert: { PoolParameterRepository.insert($0, in: tenant) })
        {
            moved.insert(.capacity)
        }
        let limits = try tx.fetch(PoolParameterRepository.limits(of: pool.id, in: tenant))
        if try layOut(
            limits, of: .limit, pool, decisions, in: tenant, &tx, &changes, shown: \.text,
            insert: { PoolParameterRepository.insert($0, in: tenant) })
        {
            moved.insert(.limit)
        }
        let groups = try tx.fetch(PoolParameterRepository.targetGroups(of: pool.id, in: tenant))
        for (_, rows) in Dictionary(grouping: groups, by: \.value.code).sorted(by: { $0.key < $1.key })
        where try layOut(
            rows, of: .targetGroup, pool, decisions, in: tenant, &tx, &changes, shown: \.text,
            insert: { PoolParameterRepository.insert($0, in: tenant) }, taken: groups.map(\.id))
        {
            moved.insert(.targetGroup)
        }
        return (changes, moved)
    }

    private static func layOut<Value>(
        _ rows: [ParameterRow<Value>], of parameter: PoolParameter, _ pool: Pool, _ decisions: [String: Decision],
        in tenant: TenantID, _ tx: inout Transaction, _ changes: inout [Change], shown: (Value) -> String,
        insert: (ParameterRow<Value>) -> Command, taken: [Int32] = []
    ) throws -> Bool {
        let timeline = ParameterTimeline(rows, decisions: decisions)
        guard !timeline.hasTie else {
            throw Refusal(
                .badData, "two entries of the \(parameter.name) of pool \(pool.slug) would hold from the same day",
                advice: "Give one of them, or its decision, a later day.")
        }
        let before = Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
        let altered = timeline.rows.filter { $0 != before[$0.id] }
        for command in PoolParameterRepository.layOut(altered, of: parameter, in: tenant) { try tx.execute(command) }
        var next = ((rows.map(\.id) + taken).max() ?? 0) + 1
        for (var row, valid) in timeline.resumed {
            row.resumes = row.id
            row.id = next
            row.declaredFrom = valid.from
            row.valid = valid
            next += 1
            try tx.execute(insert(row))
        }
        // A step without a decision simply holds from its day; that it was declared is said already.
        for row in altered where !(before[row.id]?.status == .proposed && row.decision == nil) {
            let old = before[row.id].map { "\($0.status.rawValue) \($0.valid.text(.english))" }
            changes.append(
                Change(
                    "pool \(pool.slug) \(parameter.name) \(shown(row.value))", from: old,
                    to: "\(row.status.rawValue) \(row.valid.text(.english))"))
        }
        for (row, valid) in timeline.resumed {
            changes.append(
                Change(
                    "pool \(pool.slug) \(parameter.name) \(shown(row.value))", from: nil,
                    to: "again \(valid.text(.english))"))
        }
        return !altered.isEmpty || !timeline.resumed.isEmpty
    }
}

extension LimitTerms {
    /// The limit in words.
    var text: String {
        let length = months.map { "\($0) months" } ?? "no limit"
        return noticeMonths.map { "\(length), for those inside after \($0) months' notice" } ?? length
    }
}

extension TargetGroupTerms {
    /// The target group in words.
    var text: String {
        let ages = [minimumAge.map { "from \($0)" }, maximumAge.map { "through \($0)" }].compactMap(\.self)
        return ages.isEmpty ? code : "\(code) (age \(ages.joined(separator: " ")))"
    }
}

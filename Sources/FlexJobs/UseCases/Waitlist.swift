public import Citizens
public import Municipal
public import Postgres
public import Tenancy

/// What a caseworker does with a pool's waiting list. Every act leaves its reason in the trail.
public enum Waitlist {
    /// Puts a citizen on the list.
    ///
    /// - Parameters:
    ///   - priorityClass: One of the pool's classes; `nil`, the last.
    ///   - queuedOn: The day the person came onto the list, which counts in the line; `nil`, today.
    /// - Returns: The number of the entry.
    public static func add(
        _ citizen: CitizenNumber, pool slug: String, priorityClass: String?, queuedOn: Day?, reason: String,
        in tenant: TenantID, _ tx: inout Transaction
    ) throws -> WaitingNumber {
        let pool = try PoolLookup.lock(slug, in: tenant, &tx)
        let day = try tx.today()
        _ = try CitizenRepository.existing(citizen, in: tenant, &tx)
        let rank = try known(priorityClass ?? pool.priorityClasses.last ?? "", in: pool)
        if let queuedOn, queuedOn > day {
            throw Refusal(
                .badData, "\(queuedOn) is to come; nobody has waited since then",
                advice: "Leave --queued-on out for today.")
        }
        if let entry = try tx.first(WaitingRepository.current(of: citizen, pool: pool.id, in: tenant)) {
            throw Refusal(
                .badData, "\(citizen) is on the list of pool \(pool.slug) already, as \(entry.id)",
                advice: "`sluse waitlist move \(entry.id)` changes the place in line.")
        }
        let entry = WaitingEntry(
            id: WaitingNumber(rawValue: try tx.takeNumber("waiting_entry", in: tenant)), pool: pool.id,
            citizen: citizen,
            priorityClass: rank, queuedOn: queuedOn ?? day, listedOn: queuedOn ?? day, state: .waiting,
            parkedUntil: nil,
            version: 1)
        try tx.execute(WaitingRepository.insert(entry, in: tenant))
        try tx.execute(WaitingRepository.record(entry, .listed, reason: reason, on: entry.listedOn, in: tenant))
        return entry.id
    }

    /// Moves an entry to another class, or to another day in its class.
    public static func move(
        _ id: WaitingNumber, toClass priorityClass: String?, queuedOn: Day?, reason: String, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws {
        let (entry, pool) = try lock(id, in: tenant, &tx)
        let day = try tx.today()
        guard priorityClass != nil || queuedOn != nil else {
            throw Refusal(.usage, "say where to: --class, --queued-on, or both", advice: nil)
        }
        let rank = try priorityClass.map { try known($0, in: pool) }
        try move(
            entry, to: entry.state, kind: .moved, reason: reason, priorityClass: rank, queuedOn: queuedOn,
            parkedUntil: entry.parkedUntil, on: day, in: tenant, &tx)
    }

    /// Takes an entry out of the line until a day, or until it is parked no longer.
    public static func park(
        _ id: WaitingNumber, until: Day?, reason: String, in tenant: TenantID, _ tx: inout Transaction
    ) throws {
        let (entry, _) = try lock(id, in: tenant, &tx)
        let day = try tx.today()
        try refuseOffered(entry)
        if let until, until <= day {
            throw Refusal(
                .badData, "\(until) is not to come",
                advice: "Give the day from which \(id) is in line again, after \(day).")
        }
        try move(entry, to: .parked, kind: .parked, reason: reason, parkedUntil: until, on: day, in: tenant, &tx)
    }

    /// Puts a parked entry back in line, where it was.
    public static func unpark(
        _ id: WaitingNumber, reason: String, in tenant: TenantID, _ tx: inout Transaction
    ) throws {
        let (entry, _) = try lock(id, in: tenant, &tx)
        guard entry.state == .parked else { throw Refusal(.badData, "\(id) is not parked", advice: nil) }
        try move(entry, to: .waiting, kind: .unparked, reason: reason, on: try tx.today(), in: tenant, &tx)
    }

    /// Takes an entry off the list.
    public static func withdraw(
        _ id: WaitingNumber, reason: String, in tenant: TenantID, _ tx: inout Transaction
    ) throws {
        let (entry, _) = try lock(id, in: tenant, &tx)
        try refuseOffered(entry)
        try move(entry, to: .withdrawn, kind: .withdrawn, reason: reason, on: try tx.today(), in: tenant, &tx)
    }

    /// Moves an entry, with the step of its trail.
    static func move(
        _ entry: WaitingEntry, to state: WaitingEntry.State, kind: WaitingEventKind, reason: String,
        priorityClass: String? = nil, queuedOn: Day? = nil, parkedUntil: Day? = nil, on day: Day, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws {
        let moved = WaitingEntry(
            id: entry.id, pool: entry.pool, citizen: entry.citizen, priorityClass: priorityClass ?? entry.priorityClass,
            queuedOn: queuedOn ?? entry.queuedOn, listedOn: entry.listedOn, state: state, parkedUntil: parkedUntil,
            version: entry.version + 1)
        guard try tx.execute(WaitingRepository.move(moved, kind, reason: reason, on: day, in: tenant)) == 1 else {
            throw Refusal.changedMeanwhile("\(entry.id)")
        }
    }

    private static func lock(
        _ id: WaitingNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> (entry: WaitingEntry, pool: Pool) {
        guard let found = try tx.first(WaitingRepository.find(id, in: tenant)) else {
            throw Refusal.notFound("waiting entry", "\(id)", advice: "See `sluse waitlist list`.")
        }
        try tx.execute(PoolRepository.lock(found.pool, in: tenant))
        let entry = try tx.one(WaitingRepository.find(id, in: tenant))
        guard entry.state.isListed else {
            throw Refusal(
                .badData, "\(id) has left the list (\(entry.state.rawValue))",
                advice: "Add the citizen anew: `sluse waitlist add`.")
        }
        return (entry, try tx.one(PoolRepository.find(found.pool, in: tenant)))
    }

    private static func refuseOffered(_ entry: WaitingEntry) throws {
        guard entry.state != .offered else {
            throw Refusal(
                .badData, "\(entry.id) has an open offer", advice: "Accept or decline it first: `sluse offer list`.")
        }
    }

    private static func known(_ name: String, in pool: Pool) throws -> String {
        guard pool.priorityClasses.contains(name) else {
            throw Refusal(
                .badData, "pool \(pool.slug) has no priority class '\(name)'",
                advice: "It has: \(pool.priorityClasses.joined(separator: ", ")).")
        }
        return name
    }
}

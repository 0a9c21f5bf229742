import Municipal
import Postgres
import Tenancy

/// One bounded transaction of enforcement in one municipality: expire, lapse, settle places, offer, notify.
///
/// All of it happens or none. What is due is asked of the database and never remembered, every transition carries a key
/// made of what it is about, and pools are locked in one order, so any number of daemons, killed at any moment, after any
/// downtime, end in the same state.
struct EnforcementPass: Sendable {
    /// The most rows a step takes in one pass.
    struct Limits: Sendable {
        /// The usual limit of every step.
        static let usual = 500
        private var limits: [Work: Int] = [:]

        subscript(work: Work) -> Int {
            get { limits[work] ?? Limits.usual }
            set { limits[work] = newValue }
        }
    }

    /// A step that failed for a reason that trying again will not cure.
    struct StepFailure: Error {
        let work: Work
        let pools: [Int32]
        let day: Day
        let cause: PostgresError
    }

    let tenant: TenantID
    let limits: Limits

    func run(_ tx: inout Transaction) throws -> PassReport {
        var report = PassReport()
        let day = try tx.today()
        let due = try tx.one(DueWorkRepository.due(in: tenant, on: day))
        guard !due.isEmpty else { return report }
        let locked = due.pools.isEmpty ? [] : try tx.fetch(DueWorkRepository.lock(due.pools, in: tenant))
        let mine = Set(locked)
        report.busyPools = due.pools.count - mine.count

        let ending = due.endings.filter(mine.contains)
        try step(.expire, ending, day, &tx) { tx in try expire(ending, day, &report, &tx) }
        let lapsing = due.lapses.filter(mine.contains)
        try step(.lapse, lapsing, day, &tx) { tx in try lapse(lapsing, day, &report, &tx) }
        // What has just ended or lapsed leaves places free; they are settled and offered in the same transaction.
        let after = report.isEmpty ? due : try tx.one(DueWorkRepository.due(in: tenant, on: day))
        // Settling goes pool by pool, so that a pool that fails is alone with its failure.
        for pool in after.unsettled.filter(mine.contains) {
            try step(.settle, [pool], day, &tx) { tx in
                let outcome = try SettleSeats.run(pool, in: tenant, on: day, &tx)
                report.openedSeats += outcome.opened
                report.closedSeats += outcome.closed
            }
        }
        let opening = after.openings.filter(mine.contains).sorted()
        for start in stride(from: 0, to: opening.count, by: limits[.offer]) {
            let batch = Array(opening[start..<min(start + limits[.offer], opening.count)])
            try step(.offer, batch, day, &tx) { tx in try offer(batch, day, &report, &tx) }
        }
        if due.hasNotices {
            try step(.notify, [], day, &tx) { tx in try notify(day, &report, &tx) }
        }
        if !report.isEmpty {
            let settled = after.unsettled.filter(mine.contains)
            try tx.execute(QuarantineRepository.clear(in: tenant, on: day, settled: settled, offered: opening))
        }
        return report
    }

    private func step(
        _ work: Work, _ pools: [Int32], _ day: Day, _ tx: inout Transaction, _ body: (inout Transaction) throws -> Void
    ) throws {
        guard work == .notify || !pools.isEmpty else { return }
        do {
            try body(&tx)
        } catch let error as PostgresError where error.isPoison {
            throw StepFailure(work: work, pools: pools, day: day, cause: error)
        }
    }

    private func expire(_ pools: [Int32], _ day: Day, _ report: inout PassReport, _ tx: inout Transaction) throws {
        let ended = try tx.fetch(
            ExpiryRepository.end(in: tenant, pools: pools, on: day, limit: limits[.expire]))
        guard !ended.isEmpty else { return }
        try tx.execute(ExpiryRepository.dropPlans(of: ended.map(\.on), in: tenant, on: day))
        try PlanNotices.tellEnded(ended.map(\.on), in: tenant, on: day, &tx)
        let expired = ended.count { $0.state == Coverage.State.expired.rawValue }
        report.expired += expired
        report.ended += ended.count - expired
    }

    private func lapse(_ pools: [Int32], _ day: Day, _ report: inout PassReport, _ tx: inout Transaction) throws {
        let lapsed = try tx.fetch(LapseRepository.lapse(in: tenant, pools: pools, on: day, limit: limits[.lapse]))
        guard !lapsed.isEmpty else { return }
        let firstNotice = try tx.one(NoticeRepository.takeNumbers(lapsed.count, in: tenant))
        try tell(lapsed, .offerLapsed, firstNumber: firstNotice, day, &tx)
        report.lapsedOffers += lapsed.count
    }

    private func offer(_ pools: [Int32], _ day: Day, _ report: inout PassReport, _ tx: inout Transaction) throws {
        var next: [FirstInLine] = []
        for pool in pools { next += try firstInLine(pool, day, &tx) }
        guard !next.isEmpty else { return }
        let entries = next.map(\.entry)
        // Notices are numbered before offers, as in every other step: two daemons never wait for each other's counter.
        let firstNotice = try tx.one(NoticeRepository.takeNumbers(next.count, in: tenant))
        let first = try tx.one(OfferingRepository.takeNumbers(next.count, in: tenant))
        let offers = try tx.fetch(OfferingRepository.make(next, firstNumber: first, in: tenant, on: day))
        guard try tx.execute(OfferingRepository.moveEntries(entries, in: tenant, on: day)) == next.count else {
            throw Refusal.changedMeanwhile("a waiting entry that was offered a place")
        }
        try tell(offers, .offerMade, firstNumber: firstNotice, day, &tx)
        report.madeOffers += offers.count
    }

    /// As many of those first in a pool's line as it has free places.
    private func firstInLine(_ pool: Int32, _ day: Day, _ tx: inout Transaction) throws -> [FirstInLine] {
        let settings = try tx.one(PoolRepository.find(pool, in: tenant))
        let answerBy = OfferDeadline(madeOn: day, answerDays: settings.answerDays).lastDay
        let free = try tx.one(SeatRepository.occupancy(of: pool, in: tenant, on: day, through: answerBy)).free
        guard free > 0 else { return [] }
        return try Line.candidates(of: settings, on: day, in: tenant, &tx).prefix(free).map {
            FirstInLine(entry: $0.id.rawValue, pool: pool, answerBy: answerBy)
        }
    }

    private func notify(_ day: Day, _ report: inout PassReport, _ tx: inout Transaction) throws {
        let settled = try tx.fetch(NoticeRepository.settleDue(in: tenant, on: day, limit: limits[.notify]))
        let keys = settled.filter { $0.state == "recorded" }.map(\.key)
        if !keys.isEmpty { try tx.execute(NoticeRepository.enqueue(keys, in: tenant)) }
        report.notices += settled.count
    }

    private func tell(
        _ offers: [Int32], _ kind: NoticeKind, firstNumber: Int32, _ day: Day, _ tx: inout Transaction
    ) throws {
        let keys = try tx.fetch(
            NoticeRepository.recordOffers(offers, kind: kind, firstNumber: firstNumber, in: tenant, on: day))
        try tx.execute(NoticeRepository.enqueue(keys, in: tenant))
    }
}

extension PostgresError {
    /// Whether the row itself is to blame: what it holds breaks a constraint or a conversion, or a guard refuses it.
    ///
    /// Lost connections, conflicts and full disks are not the row's fault and are tried again as they are.
    var isPoison: Bool {
        guard let state = sqlState?.rawValue else { return false }
        return ["22", "23", "P0"].contains(String(state.prefix(2)))
    }
}

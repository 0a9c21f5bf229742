import Municipal
import Postgres
import Tenancy

/// Keeps the planned notices of coverages in step with their ends.
enum PlanNotices {
    /// Plans the ladder anew for coverages whose end is new or has moved. What was already sent stays sent.
    ///
    /// Of the steps whose day is past only the one nearest to the end is planned, so that someone who comes late onto
    /// the ladder hears of the end at once, and once.
    static func replan(
        _ coverages: [(id: CoverageNumber, pool: Int32, end: Day?)], ladder: NoticeLadder, in tenant: TenantID,
        on day: Day,
        _ tx: inout Transaction
    ) throws {
        try tx.execute(NoticeRepository.supersedeEndNotices(of: coverages.map(\.id.rawValue), in: tenant))
        let notices = coverages.flatMap { coverage -> [PlannedNotice] in
            guard let end = coverage.end, end > day else { return [] }
            let lastDay = end - 1
            return ladder.verdicts(lastDay: lastDay, on: day).filter { $0.verdict != .late }.map { step, _ in
                PlannedNotice(
                    kind: .coverageEnds, pool: coverage.pool, coverage: coverage.id.rawValue,
                    step: Int32(clamping: step.daysBefore), about: lastDay, dueOn: step.deliveryDay)
            }
        }
        try plan(notices, in: tenant, &tx)
    }

    /// Plans the follow-ups of coverages that are over.
    static func followUps(of ended: [EndedOn], in tenant: TenantID, _ tx: inout Transaction) throws {
        let notices = ended.flatMap { coverage in
            FollowUpRule.dueDays(end: coverage.to).map { months, day in
                PlannedNotice(
                    kind: .followUpDue, pool: coverage.pool, coverage: coverage.coverage, step: Int32(clamping: months),
                    about: day, dueOn: DanishCalendar.deliveryDay(for: day))
            }
        }
        try plan(notices, in: tenant, &tx)
    }

    /// Tells that coverages have ended, and plans their follow-ups.
    static func tellEnded(_ ended: [EndedOn], in tenant: TenantID, on day: Day, _ tx: inout Transaction) throws {
        let ids = ended.map(\.coverage)
        let first = try tx.one(NoticeRepository.takeNumbers(ids.count, in: tenant))
        let keys = try tx.fetch(NoticeRepository.recordEnded(ids, firstNumber: first, in: tenant, on: day))
        try tx.execute(NoticeRepository.enqueue(keys, in: tenant))
        try followUps(of: ended, in: tenant, &tx)
    }

    private static func plan(_ notices: [PlannedNotice], in tenant: TenantID, _ tx: inout Transaction) throws {
        guard !notices.isEmpty else { return }
        let first = try tx.one(NoticeRepository.takeNumbers(notices.count, in: tenant))
        try tx.execute(NoticeRepository.plan(notices, firstNumber: first, in: tenant))
    }
}

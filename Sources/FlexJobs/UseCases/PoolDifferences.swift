import Municipal
import Tenancy

/// What a file says of a pool otherwise than the database, apart from what changes by date.
struct PoolDifferences {
    /// One entry a setting that differs.
    let changes: [Change]

    init(_ pool: Pool, _ file: PoolDeclaration) {
        var outcome = ApplyOutcome()
        let name = "pool \(file.slug)"
        outcome.compare("\(name) title", pool.title, file.title)
        outcome.compare("\(name) weekly-hours", "\(pool.weeklyHours)", "\(file.weeklyHours)")
        outcome.compare("\(name) pauses-move-end", "\(pool.pausePolicy == .movesEnd)", "\(file.pausesMoveEnd)")
        outcome.compare("\(name) notices", "\(pool.noticeLadder.days)", "\(file.noticeDays)")
        outcome.compare("\(name) answer-days", "\(pool.answerDays)", "\(file.answerDays)")
        outcome.compare("\(name) when-declined", pool.whenDeclined.rawValue, file.whenDeclined.rawValue)
        outcome.compare("\(name) when-lapsed", pool.whenLapsed.rawValue, file.whenLapsed.rawValue)
        outcome.compare(
            "\(name) priority-classes", pool.priorityClasses.joined(separator: ", "),
            file.priorityClasses.joined(separator: ", "))
        changes = outcome.changes
    }
}

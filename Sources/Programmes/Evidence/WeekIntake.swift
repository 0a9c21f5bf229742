public import Municipal

/// Takes in the rows of one file that one source sends about one referral's weeks.
///
/// ```swift
/// var intake = WeekIntake(bounds, holding: evidence.holding(of: "provider"))
/// intake.take(week: "2020-W10", status: "full")   // .new
/// intake.take(week: "2021-W53", status: "full")   // .refused: 2021 has 52 weeks
/// intake.changes                                  // what to record, if the file is taken
/// ```
public struct WeekIntake: Sendable {
    /// The weeks that are new or corrected. Rows that say what is known already change nothing, so the same file twice
    /// records nothing.
    public private(set) var changes = WeeksByStatus()
    private let bounds: EvidenceBounds
    private let holding: WeeksByStatus
    private var seen = WeekSet()

    /// An intake for one referral and one source.
    ///
    /// - Parameter holding: What this source has said so far (``WeekEvidence/holding(of:)``).
    public init(_ bounds: EvidenceBounds, holding: WeeksByStatus) {
        self.bounds = bounds
        self.holding = holding
    }

    /// Takes a row as it is written in the file.
    public mutating func take(week: String, status: String) -> EvidenceVerdict {
        do {
            return take(try WeekIntake.week(week), try WeekStatus(word: status))
        } catch {
            return .refused(error)
        }
    }

    /// Takes a row.
    public mutating func take(_ week: ISOWeek, _ status: WeekStatus) -> EvidenceVerdict {
        let index = week.index
        do {
            try bounds.check(week)
        } catch {
            return .refused(error)
        }
        guard !seen.contains(index) else {
            return .refused(
                EvidenceRefusal(.duplicate, "\(week) stands in the file before, for the same source; keep one row"))
        }
        seen.insert(index)
        let known = holding.status(of: index)
        guard known != status else { return .same }
        changes.set(status, for: index)
        return known == nil ? .new : .corrected
    }

    private static func week(_ text: String) throws(EvidenceRefusal) -> ISOWeek {
        do {
            return try ISOWeek(parsing: text)
        } catch {
            throw EvidenceRefusal(.notAWeek, error.message)
        }
    }
}

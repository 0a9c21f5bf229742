public import Declarations
public import Municipal

/// A pool as a configuration file describes it.
///
/// ```yaml
/// - slug: mikrofleks
///   title: Mikrofleksjob
///   kind: flex-job
///   weekly-hours: { below: 10 }
///   pauses-move-end: true
///   notices: [180, 90, 30]
///   answer-days: 14
///   capacity: [ { from: 2020-01-01, places: 5 } ]
///   limit: [ { from: 2025-03-01, months: 24, decision: flow-2025, those-inside: { after-notice-months: 6 } } ]
/// ```
public struct PoolDeclaration: Sendable {
    /// Where the pool stands in its file.
    public let place: DeclarationPlace
    /// The name used in commands.
    public let slug: String
    /// The name used in papers.
    public let title: String
    /// What the places are for.
    public let kind: PoolKind
    /// The bound on weekly hours.
    public let weeklyHours: WeeklyHoursBound
    /// Whether a pause moves the end.
    public let pausesMoveEnd: Bool
    /// How many days before the last covered day someone is told.
    public let noticeDays: [Int]
    /// Days to answer an offer.
    public let answerDays: Int
    /// What becomes of a person who declines.
    public let whenDeclined: DeclinedRule
    /// What becomes of a person who does not answer.
    public let whenLapsed: LapsedRule
    /// The priority classes, first served first.
    public let priorityClasses: [String]
    /// The places, by date.
    public let capacity: [Step<Int>]
    /// The limit of coverage, by date.
    public let limits: [Step<LimitTerms>]
    /// Whom the pool is for.
    public let targetGroups: [Step<TargetGroupTerms>]
    /// For what reasons a coverage may be extended.
    public let extensions: [ExtensionTerms]
    /// What the coverages may cost, by calendar year.
    public let budget: [Int: Money]

    /// A parameter that holds from a day, by a decision if it names one.
    public struct Step<Value: Sendable & Hashable>: Sendable, Hashable {
        /// The day it holds from, or the day its decision takes effect if that is later.
        public let from: Day
        /// The decision it rests on.
        public let decision: String?
        /// What holds.
        public let value: Value
    }
}

/// What a limit says: how long, and for whom.
public struct LimitTerms: Sendable, Hashable {
    /// Months of coverage; `nil`, without an end.
    public let months: Int?
    /// For those already inside: `nil`, the limit is for new entrants only; n, it is for all after n months' notice.
    public let noticeMonths: Int?
}

/// A target group that a pool is for, with the age it asks for.
public struct TargetGroupTerms: Sendable, Hashable {
    /// The number in § 6 of the employment act, or a local code.
    public let code: String
    /// The youngest age in whole years.
    public let minimumAge: Int?
    /// The oldest age in whole years.
    public let maximumAge: Int?
    /// The last day on which the pool is for this group, if one is written.
    public let lastDay: Day?
}

/// A reason to extend, with its caps in months.
public struct ExtensionTerms: Sendable, Hashable {
    /// The word used in commands.
    public let reason: String
    /// The name used in papers.
    public let title: String
    /// The most that one extension may give.
    public let monthsEach: Int
    /// The most that all extensions of one coverage for this reason may give.
    public let monthsTotal: Int
}

public import Municipal

/// What the places of a pool are for.
public enum PoolKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// *Fleksjob*: a job on special terms for reduced work ability.
    case flexJob = "flex-job"
    /// *Småjob*: a few hours on ordinary terms.
    case smallJob = "small-job"

    /// The word the database keeps.
    var stored: String { rawValue.replacing("-", with: "_") }

    init?(stored: String) { self.init(rawValue: stored.replacing("_", with: "-")) }
}

/// What becomes of a person who declines an offer.
public enum DeclinedRule: String, Sendable, Hashable, CaseIterable, Codable {
    /// Keeps the place in line.
    case keep
    /// Goes to the back of the class.
    case back
    /// Waits until a caseworker says so.
    case park
    /// Leaves the list.
    case withdraw
}

/// What becomes of a person who does not answer an offer.
public enum LapsedRule: String, Sendable, Hashable, CaseIterable, Codable {
    /// Goes to the back of the class.
    case back
    /// Waits until a caseworker says so.
    case park
    /// Leaves the list.
    case withdraw
}

/// A pool as it is configured, without the parameters that change by date.
public struct Pool: Sendable, Hashable {
    /// The number in the database.
    public let id: Int32
    /// The name used in commands.
    public let slug: String
    /// The name used in papers.
    public let title: String
    /// What the places are for.
    public let kind: PoolKind
    /// The bound on weekly hours.
    public let weeklyHours: WeeklyHoursBound
    /// What a pause does to the end.
    public let pausePolicy: PausePolicy
    /// When someone is told that a coverage ends.
    public let noticeLadder: NoticeLadder
    /// Days to answer an offer.
    public let answerDays: Int
    /// What becomes of a person who declines.
    public let whenDeclined: DeclinedRule
    /// What becomes of a person who does not answer.
    public let whenLapsed: LapsedRule
    /// The priority classes, first served first.
    public let priorityClasses: [String]
    /// The day of the last capacity step whose places were opened or marked to close.
    public let seatsSettledOn: Day?
}

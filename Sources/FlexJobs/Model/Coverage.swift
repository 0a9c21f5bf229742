public import Citizens
public import Municipal

/// The wage of one citizen in one place, covered by the municipality for a period.
public struct Coverage: Sendable, Hashable {
    /// Where a coverage stands.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// It runs, or will.
        case active
        /// It ended for another reason than its last covered day.
        case ended
        /// Its last covered day passed.
        case expired
    }

    /// The number people use.
    public let id: CoverageNumber
    /// The pool's number in the database.
    public let pool: Int32
    /// The place.
    public let seat: Int32
    /// The citizen's number.
    public let citizen: CitizenNumber
    /// Who employs.
    public let employer: CVRNumber
    /// Where, if it is known.
    public let productionUnit: ProductionUnitNumber?
    /// Hours a week.
    public let weeklyHours: Hours
    /// What a whole month costs.
    public let monthlyAmount: Money
    /// The municipality's case.
    public let caseNumber: String
    /// Whether the citizen came from *ledighedsydelse*.
    public let cameFromUnemploymentBenefit: Bool
    /// The covered days.
    public let period: DateSpan
    /// The first day no longer covered, as agreed at the grant where it was earlier than the limit.
    public let agreedTo: Day?
    /// Where it stands.
    public let state: State
    /// Why it ended, or will.
    public let endReason: EndReason?
    /// How often it has changed.
    public let version: Int32
}

/// A pause as it is recorded.
struct RecordedPause: Sendable, Hashable {
    var coverage: CoverageNumber
    var number: Int32
    var pause: Pause
    var reason: PauseReason
    var remainingDays: Int?
    /// The day its length was recorded; `nil` while it is open.
    var countedOn: Day?
}

/// Why a coverage rests.
public enum PauseReason: String, Sendable, Hashable, CaseIterable {
    /// The citizen is ill.
    case illness
    /// The citizen is on parental leave.
    case parentalLeave = "parental_leave"
    /// Anything else.
    case other
}

/// What became of a person after the coverage.
public enum FollowUpOutcome: String, Sendable, Hashable, CaseIterable {
    /// A job on ordinary terms.
    case ordinaryJob = "ordinary_job"
    /// Another flex job.
    case flexJob = "flex_job"
    /// *Ledighedsydelse* again.
    case unemploymentBenefit = "unemployment_benefit"
    /// Another benefit.
    case otherBenefit = "other_benefit"
    /// Education.
    case education
    /// A pension.
    case pension
    /// Moved to another municipality.
    case moved
    /// Nobody knows.
    case unknown
}

/// What happened to a coverage.
enum CoverageEventKind: String, Sendable {
    case granted, extended, paused, resumed, ended, expired
    case endPlanned = "end_planned"
    case endWithdrawn = "end_withdrawn"
    case ruleChanged = "rule_changed"
}

/// A transition to record: what a coverage becomes, from which day and why.
struct CoverageTransition: Sendable {
    var coverage: CoverageNumber
    /// The version it makes.
    var version: Int32
    var kind: CoverageEventKind
    var effectiveOn: Day
    var period: DateSpan
    var state: Coverage.State
    var endReason: EndReason?
    var months: Int?
    var reason: String?
    var caseNumber: String?
    var decision: String?
    var note: String?

    /// What a coverage becomes when its end moves; everything else stays.
    init(_ coverage: Coverage, _ kind: CoverageEventKind, on day: Day, to end: Day?) throws(PeriodError) {
        self.coverage = coverage.id
        self.version = coverage.version + 1
        self.kind = kind
        self.effectiveOn = day
        self.period = try DateSpan(from: coverage.period.from, to: end)
        self.state = coverage.state
        self.endReason = coverage.endReason
    }
}

/// A transition as it stands in the trail of a coverage.
public struct CoverageEvent: Sendable, Hashable {
    /// Counts from 1.
    public let version: Int32
    /// What happened: `granted`, `extended`, `paused`, `resumed`, `end_planned`, `end_withdrawn`, `ended`, `expired`, `rule_changed`.
    public let kind: String
    /// The day it concerns.
    public let effectiveOn: Day
    /// The covered days after it.
    public let period: DateSpan
    /// The state after it.
    public let state: String
    /// Months, for an extension.
    public let months: Int?
    /// Why.
    public let reason: String?
    /// The case of the transition.
    public let caseNumber: String?
    /// The decision it rests on.
    public let decision: String?
    /// What else was said.
    public let note: String?
    /// Who.
    public let actor: String
    /// The Copenhagen day it was recorded.
    public let recordedOn: Day
}

public import Municipal

/// Something that happened in a citizen's course through a programme.
public enum ReferralEventKind: Sendable, Hashable {
    /// The citizen came for the first time.
    case started
    /// The citizen entered a phase, named as the programme names it.
    case phaseEntered(String)
    /// The course ended, as it was meant to.
    case courseEnded
    /// The citizen stopped, with the reason's name in the catalogue.
    case stopped(reason: String)
}

/// A recorded event, or the correction of one.
public struct ReferralEvent: Sendable, Hashable {
    /// What was recorded.
    public enum Record: Sendable, Hashable {
        /// It happened, on the day it took effect.
        case happened(ReferralEventKind, on: Day)
        /// What is named in ``ReferralEvent/replaces`` did not happen.
        case withdrawn
    }

    /// Its number among all facts of the municipality; a higher one was recorded later.
    public let fact: Int64
    /// What was recorded.
    public let record: Record
    /// The fact that this one takes the place of.
    public let replaces: Int64?

    /// An event.
    public init(fact: Int64, _ record: Record, replaces: Int64? = nil) {
        self.fact = fact
        self.record = record
        self.replaces = replaces
    }
}

/// What holds about a citizen's course, after all corrections.
public struct ReferralCourse: Sendable, Hashable {
    /// A stop (*frafald* or a way out into a job).
    public struct Stop: Sendable, Hashable {
        /// The day it took effect.
        public let on: Day
        /// The reason's name in the catalogue.
        public let reason: String

        /// A stop on that day.
        public init(on: Day, reason: String) {
            self.on = on
            self.reason = reason
        }
    }

    /// The day the citizen came for the first time.
    public var startedOn: Day?
    /// The day the course ended.
    public var courseEndedOn: Day?
    /// The stop.
    public var stop: Stop?
    /// The days on which phases were entered.
    public var phases: [String: Day]

    /// A course.
    public init(startedOn: Day? = nil, courseEndedOn: Day? = nil, stop: Stop? = nil, phases: [String: Day] = [:]) {
        self.startedOn = startedOn
        self.courseEndedOn = courseEndedOn
        self.stop = stop
        self.phases = phases
    }

    /// The course that these events tell of, in any order.
    ///
    /// An event that another replaces or withdraws counts for nothing, however often it was corrected. Of two events
    /// about the same thing the one recorded last holds.
    public init(_ events: [ReferralEvent]) {
        self.init()
        let gone = Set(events.compactMap(\.replaces))
        for event in events.sorted(by: { $0.fact < $1.fact }) where !gone.contains(event.fact) {
            guard case .happened(let kind, let day) = event.record else { continue }
            switch kind {
            case .started: startedOn = day
            case .courseEnded: courseEndedOn = day
            case .stopped(let reason): stop = Stop(on: day, reason: reason)
            case .phaseEntered(let phase): phases[phase] = day
            }
        }
    }

    /// The course as it stood at the end of a day: what takes effect later has not happened.
    public func through(_ day: Day) -> ReferralCourse {
        func past(_ date: Day?) -> Day? { date.flatMap { $0 <= day ? $0 : nil } }
        return ReferralCourse(
            startedOn: past(startedOn), courseEndedOn: past(courseEndedOn),
            stop: stop.flatMap { $0.on <= day ? $0 : nil }, phases: phases.filter { $0.value <= day })
    }
}

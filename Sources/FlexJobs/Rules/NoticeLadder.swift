public import Municipal

/// The steps at which people are told that a coverage ends, in days before the last covered day.
public struct NoticeLadder: Sendable, Hashable {
    /// One step of the ladder for one coverage.
    public struct Step: Sendable, Hashable {
        /// Days before the last covered day.
        public let daysBefore: Int
        /// The last covered day minus those days.
        public let targetDay: Day
        /// The day it is delivered: the target day, or the working day before if that is a Danish holiday.
        public let deliveryDay: Day
    }

    /// What to do about a step.
    public enum Verdict: Sendable, Hashable {
        /// Deliver it now.
        case send
        /// Record it as skipped: a step nearer to the end is due too, or the coverage is over.
        case late
        /// Its day has not come.
        case notYet
    }

    /// The days before the end, the farthest first, each once.
    public let days: [Int]

    /// A ladder; negative days are left out.
    public init(_ days: [Int]) {
        self.days = Set(days).filter { $0 >= 0 }.sorted(by: >)
    }

    /// The steps for a coverage, the farthest first.
    public func steps(lastDay: Day) -> [Step] {
        days.map { days in
            let target = lastDay - days
            return Step(daysBefore: days, targetDay: target, deliveryDay: DanishCalendar.deliveryDay(for: target))
        }
    }

    /// What to do on a day about every step not yet handled, the farthest first.
    ///
    /// Of several steps overdue at once only the nearest to the end is sent, because three letters in one day help
    /// nobody. Nothing is sent once the last covered day has passed.
    ///
    /// - Parameter handled: The steps, in days before the end, that were sent or skipped for this end already.
    public func verdicts(lastDay: Day, on today: Day, handled: Set<Int> = []) -> [(step: Step, verdict: Verdict)] {
        let steps = steps(lastDay: lastDay)
        let nearest = steps.last { $0.deliveryDay <= today }?.daysBefore
        return steps.filter { !handled.contains($0.daysBefore) }.map { step in
            if step.deliveryDay > today { return (step, .notYet) }
            return (step, step.daysBefore == nearest && today <= lastDay ? .send : .late)
        }
    }
}

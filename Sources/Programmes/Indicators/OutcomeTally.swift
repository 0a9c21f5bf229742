public import Municipal

/// Counts a measure over a programme's citizens, one citizen at a time.
///
/// ```swift
/// var tally = OutcomeTally(measure, asOf: day, stopReasons: catalogue)
/// for citizen in citizens { tally.add(referralsOfOneCitizen) }
/// tally.value                         // 29/81
/// Goal(Ratio(50, of: 100)).gap(tally.value)   // 12
/// ```
///
/// What was known at another moment is counted by adding the facts that were recorded by then.
public struct OutcomeTally: Sendable {
    /// What is counted.
    public let measure: OutcomeMeasure
    /// The day it is counted on.
    public let asOf: Day
    /// How many were referred up to the day.
    public private(set) var referred = 0
    /// How many of them dropped out up to the day.
    public private(set) var droppedOut = 0
    /// How many reached it, whether or not they dropped out.
    public private(set) var reached = 0
    /// How many reached it and had dropped out; the base `remaining` leaves them out.
    public private(set) var reachedAfterDroppingOut = 0
    /// Referrals that are not counted by themselves because their citizen is counted once.
    public private(set) var repeated = 0
    private let effects: [String: StopReason.Effect]

    /// A tally of nobody yet; a stop by a reason that the catalogue doesn't have counts as attrition.
    public init(_ measure: OutcomeMeasure, asOf day: Day, stopReasons: [StopReason]) {
        self.measure = measure
        asOf = day
        effects = Dictionary(stopReasons.map { ($0.name, $0.effect) }) { _, last in last }
    }

    /// Adds all referrals of one citizen, in any order; those after the day are left out.
    public mutating func add(_ referrals: [ReferralFacts]) {
        let known = referrals.filter { $0.referredOn <= asOf }.sorted(by: ReferralFacts.precedes)
        switch measure.unit {
        case .referrals:
            for facts in known { count(hasDroppedOut: hasDroppedOut(facts), hasReached: hasReached(facts)) }
        case .citizens:
            guard let last = known.last else { return }
            repeated += known.count - 1
            count(hasDroppedOut: hasDroppedOut(last), hasReached: known.contains(where: hasReached))
        }
    }

    /// The figure: how many of how many.
    public var value: Ratio {
        switch measure.base {
        case .referred: Ratio(reached, of: referred)
        case .remaining: Ratio(reached - reachedAfterDroppingOut, of: referred - droppedOut)
        case .planned(let count): Ratio(reached, of: count)
        case .plannedAfterAttrition(let count, let attrition):
            Ratio(reached, of: OutcomeTally.remaining(of: count, after: attrition))
        }
    }

    /// The share that dropped out, of those referred.
    public var attrition: Ratio { Ratio(droppedOut, of: referred) }

    /// A plan's number without the expected attrition, rounded to whole people.
    static func remaining(of planned: Int, after attrition: Ratio) -> Int {
        let kept = Int128(attrition.denominator) - Int128(attrition.numerator)
        let count = Rounding.halfAwayFromZero(Int128(planned) * kept, dividedBy: Int128(attrition.denominator))
        return count.map { Int($0) } ?? 0
    }

    private mutating func count(hasDroppedOut: Bool, hasReached: Bool) {
        referred += 1
        if hasDroppedOut { droppedOut += 1 }
        if hasReached { reached += 1 }
        if hasDroppedOut && hasReached { reachedAfterDroppingOut += 1 }
    }

    private func effect(_ facts: ReferralFacts) -> StopReason.Effect? {
        guard let stop = facts.course.stop, stop.on <= asOf else { return nil }
        return effects[stop.reason] ?? .attrition
    }

    private func hasDroppedOut(_ facts: ReferralFacts) -> Bool { effect(facts) == .attrition }

    private func hasReached(_ facts: ReferralFacts) -> Bool {
        switch measure.variant {
        case .stopped: return hasDroppedOut(facts)
        case .hoursWithin(let weeks):
            let first = facts.hours.days().first { $0.day >= facts.referredOn && $0.day <= asOf }
            return first.map { $0.day < facts.referredOn + min(max(0, weeks), 5200) * 7 } ?? false
        case .onTheDay, .ever, .sustained: break
        }
        let held = facts.weeks.holding(measure.mixedWeek)
        let week = ISOWeek.index(containing: asOf)
        let counting = (measure.countsFullOnly ? held.full : held.selfSupported)
            .before(week + 1).from(ISOWeek.index(containing: facts.referredOn))
        switch measure.variant {
        case .onTheDay:
            if counting.contains(week) { return true }
            let isSilent = (held.status(of: week) ?? .unknown) == .unknown
            return isSilent && effect(facts) == .outcome
        case .ever: return !counting.isEmpty || effect(facts) == .outcome
        case .sustained(let weeks): return counting.firstRun(ofAtLeast: weeks) != nil
        case .hoursWithin, .stopped: return false
        }
    }
}

public import Municipal

/// Something granted later that moved the end of a coverage.
public struct EndAdjustment: Sendable, Hashable {
    /// How the end moved.
    public enum Change: Sendable, Hashable {
        /// An extension by that many months.
        case extended(months: Int)
        /// A pause of that many days, in a pool where pauses move the end.
        case paused(days: Int)
    }

    /// The day it was recorded; adjustments count in this order.
    public let recordedOn: Day
    /// How the end moved.
    public let change: Change

    /// An adjustment.
    public init(recordedOn: Day, change: Change) {
        self.recordedOn = recordedOn
        self.change = change
    }

    /// The end after the change; months clamp to the month's end.
    public func moved(_ end: Day) -> Day {
        switch change {
        case .extended(let months): end.adding(months: months)
        case .paused(let days): end + days
        }
    }
}

/// All that decides when a coverage ends, so that the end can be worked out again under other limits.
///
/// Adopting a limit, simulating a proposal and repealing a limit are the same question asked with another list:
///
/// ```swift
/// let term = CoverageTerm(from: from)
/// term.end(under: [adopted])      // with the limit
/// term.end(under: [])             // after its repeal
/// ```
public struct CoverageTerm: Sendable, Hashable {
    /// The first covered day.
    public let from: Day
    /// An end agreed at the grant, exclusive; it wins over every limit that would end later.
    public let agreedEnd: Day?
    /// What has moved the end since.
    public let adjustments: [EndAdjustment]

    /// The facts of one coverage.
    public init(from: Day, agreedEnd: Day? = nil, adjustments: [EndAdjustment] = []) {
        self.from = from
        self.agreedEnd = agreedEnd
        self.adjustments = adjustments
    }

    /// The first day no longer covered under these limits, or `nil` if nothing ends it.
    ///
    /// Limits that are proposed or repealed count for nothing. The others are taken in the order the council adopted
    /// them, among the adjustments in the order they were recorded, because an extension lengthens the end that stood
    /// when it was granted.
    public func end(under limits: [CoverageLimit]) -> Day? {
        let adopted = limits.compactMap { limit in limit.adoptedOn.map { (day: $0, limit: limit) } }
            .sorted { ($0.day, $0.limit.effectiveFrom) < ($1.day, $1.limit.effectiveFrom) }
        var waiting = adjustments.sorted { $0.recordedOn < $1.recordedOn }[...]
        var made: [EndAdjustment] = []
        var end = agreedEnd
        for (day, limit) in adopted {
            while let next = waiting.first, next.recordedOn < day {
                end = end.map(next.moved)
                made.append(waiting.removeFirst())
            }
            end = self.end(after: limit, adoptedOn: day, current: end, adjustedBy: made)
        }
        return end.map { waiting.reduce($0) { $1.moved($0) } }
    }

    private func end(
        after limit: CoverageLimit, adoptedOn: Day, current: Day?, adjustedBy made: [EndAdjustment]
    ) -> Day? {
        let computed = limit.months.map { months in made.reduce(from.adding(months: months)) { $1.moved($0) } }
        let agreed = agreedEnd.map { made.reduce($0) { $1.moved($0) } }
        // Who came before the decision was made was inside, also where it has effect back in time.
        if from >= max(limit.effectiveFrom, adoptedOn) { return DateSpan.earlier(computed, agreed) }
        guard case .all(let notice) = limit.reach else { return current }
        // Where the limit is taken away, what was agreed at the grant is all that is left.
        guard let computed else { return agreed }
        // A decision with effect back in time still gives the whole notice, counted from the decision.
        let noticeEnd = max(limit.effectiveFrom, adoptedOn).adding(months: notice)
        let end = LimitAdoptionRule.end(computed: computed, current: current, noticeEnd: noticeEnd)
        return DateSpan.earlier(end, agreed)
    }
}

public import Municipal

/// What throughput is worked out from.
public struct ThroughputFacts: Sendable {
    /// Every coverage of the pool.
    public let stays: [Stay]
    /// The adopted capacities.
    public let capacity: [CapacityStep]
    /// For every waiting-list entry the days it was on the list, parked or not.
    public let waiting: [DateSpan]

    /// The facts about one pool.
    public init(stays: [Stay], capacity: [CapacityStep], waiting: [DateSpan]) {
        self.stays = stays
        self.capacity = capacity
        self.waiting = waiting
    }

    func entered(in period: ReportPeriod) -> [Stay] {
        stays.filter { period.days.contains($0.span.from) }
    }

    func exited(in period: ReportPeriod) -> [Stay] {
        stays.filter { stay in stay.span.to.map { period.days.contains($0) } ?? false }
    }

    func inside(on day: Day) -> [Stay] {
        stays.filter { $0.span.contains(day) }
    }

    func occupiedDays(in period: ReportPeriod) -> Int {
        stays.reduce(0) { $0 + $1.span.days(in: period.days) }
    }
}

/// One figure of throughput: its key, what it means in one sentence, and how it is worked out.
public struct ThroughputMeasure<Value: Sendable>: Sendable {
    /// The key in JSON.
    public let key: String
    /// The definition, one English sentence, for `--explain`.
    public let definition: String
    let value: @Sendable (ThroughputFacts, ReportPeriod) -> Value
}

/// The figures of throughput, each definition beside its computation.
///
/// Source: the papers' question 6 of the committee ("how many sit in the pool, for how long, how many left"). Everything
/// is a sum over periods, so a century costs no more than a month.
public enum ThroughputMeasures {
    static let capacity = ThroughputMeasure(
        key: "capacity", definition: "The number of places the council has decided, on the last day of the period."
    ) { facts, period in facts.capacity.capacity(on: period.last) }

    static let occupied = ThroughputMeasure(
        key: "occupied", definition: "The number of people covered by the pool on the last day of the period."
    ) { facts, period in facts.inside(on: period.last).count }

    static let waiting = ThroughputMeasure(
        key: "waiting", definition: "The number of people on the waiting list on the last day, parked ones included."
    ) { facts, period in facts.waiting.count { $0.contains(period.last) } }

    static let entered = ThroughputMeasure(
        key: "entered", definition: "The number of coverages whose first day lies in the period."
    ) { facts, period in facts.entered(in: period).count }

    static let exited = ThroughputMeasure(
        key: "exited",
        definition: "The number of coverages whose first day no longer covered lies in the period, so that the people "
            + "inside at the end are those inside the day before the period plus entered minus exited."
    ) { facts, period in facts.exited(in: period).count }

    static let exits = ThroughputMeasure(
        key: "exits", definition: "The exits of the period by the reason for which the coverage ended."
    ) { facts, period in
        let none = Dictionary(uniqueKeysWithValues: EndReason.allCases.map { ($0, 0) })
        return facts.exited(in: period).reduce(into: none) { $0[$1.endReason ?? .expired, default: 0] += 1 }
    }

    static let expired = ThroughputMeasure(
        key: "expired", definition: "The exits of the period at the end of the limit or of the agreed time."
    ) { facts, period in facts.exited(in: period).count { ($0.endReason ?? .expired) == .expired } }

    static let occupiedDays = ThroughputMeasure(
        key: "occupiedDays", definition: "The days of the period on which each person was covered, added up."
    ) { facts, period in facts.occupiedDays(in: period) }

    static let capacityDays = ThroughputMeasure(
        key: "capacityDays", definition: "The decided number of places on each day of the period, added up."
    ) { facts, period in facts.capacity.capacityDays(in: period.days) }

    static let utilisation = ThroughputMeasure(
        key: "utilisation",
        definition: "Occupied days of capacity days; above 100 per cent while a reduced capacity waits for exits."
    ) { facts, period in
        Ratio(facts.occupiedDays(in: period), of: facts.capacity.capacityDays(in: period.days))
    }

    static let exitsPerYear = ThroughputMeasure(
        key: "exitsPerYear",
        definition: "Exits divided by the length of the period in years, where each day counts one part in the days of "
            + "its year."
    ) { facts, period in period.perYear(facts.exited(in: period).count) }

    static let turnover = ThroughputMeasure(
        key: "turnover",
        definition: "Exits in the period divided by the average number of people inside, occupied days per day."
    ) { facts, period in
        Ratio(facts.exited(in: period).count * period.dayCount, of: facts.occupiedDays(in: period))
    }

    static let medianCompletedDays = ThroughputMeasure(
        key: "medianCompletedDays",
        definition: "The median length in days, from first to last covered day, of the coverages that exited in the "
            + "period."
    ) { facts, period in median(facts.exited(in: period).compactMap { $0.span.dayCount }) }

    static let medianCurrentDays = ThroughputMeasure(
        key: "medianCurrentDays",
        definition: "The median number of days the people inside on the last day have been covered, that day included."
    ) { facts, period in median(facts.inside(on: period.last).map { period.last - $0.span.from + 1 }) }

    static let fromUnemploymentBenefit = ThroughputMeasure(
        key: "fromUnemploymentBenefit",
        definition:
            "The number of people who entered in the period and came from ledighedsydelse, the benefit of those "
            + "waiting for a flex job."
    ) { facts, period in facts.entered(in: period).count(where: \.cameFromUnemploymentBenefit) }

    /// The middle value, or the mean of the two in the middle; `nil` of nothing.
    static func median(_ values: [Int]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        guard sorted.count.isMultiple(of: 2) else { return Double(sorted[middle]) }
        return Double(sorted[middle - 1] + sorted[middle]) / 2
    }
}

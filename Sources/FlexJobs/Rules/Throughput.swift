public import Municipal

/// How a pool flowed in a period: the figures the council asks for.
///
/// Encoded as JSON it has the keys of `sluse pool throughput`. What each figure means stands beside its computation in
/// ``ThroughputMeasures``, and ``explanations`` lists it.
public struct Throughput: Sendable, Hashable {
    /// Places decided, on the last day.
    public let capacity: Int
    /// People covered on the last day.
    public let occupied: Int
    /// People on the waiting list on the last day.
    public let waiting: Int
    /// Coverages that started in the period.
    public let entered: Int
    /// Coverages whose first day no longer covered lies in the period.
    public let exited: Int
    /// Exits at the end of the limit or of the agreed time.
    public let expired: Int
    /// Covered days of all people added up.
    public let occupiedDays: Int
    /// Decided places of all days added up.
    public let capacityDays: Int
    /// Occupied days of capacity days.
    public let utilisation: Ratio
    /// Exits for each calendar year of the period.
    public let exitsPerYear: Ratio
    /// Exits for each person inside on average.
    public let turnover: Ratio
    /// Median length of the coverages that exited, in days.
    public let medianCompletedDays: Double?
    /// Median time of those inside so far, in days.
    public let medianCurrentDays: Double?
    /// Entries that came from *ledighedsydelse*.
    public let fromUnemploymentBenefit: Int
    /// The exits by reason, with every reason present.
    public let exits: [EndReason: Int]

    /// Works out every figure for the period.
    public init(_ facts: ThroughputFacts, in period: ReportPeriod) {
        func figure<Value>(_ measure: ThroughputMeasure<Value>) -> Value { measure.value(facts, period) }
        capacity = figure(ThroughputMeasures.capacity)
        occupied = figure(ThroughputMeasures.occupied)
        waiting = figure(ThroughputMeasures.waiting)
        entered = figure(ThroughputMeasures.entered)
        exited = figure(ThroughputMeasures.exited)
        expired = figure(ThroughputMeasures.expired)
        occupiedDays = figure(ThroughputMeasures.occupiedDays)
        capacityDays = figure(ThroughputMeasures.capacityDays)
        utilisation = figure(ThroughputMeasures.utilisation)
        exitsPerYear = figure(ThroughputMeasures.exitsPerYear)
        turnover = figure(ThroughputMeasures.turnover)
        medianCompletedDays = figure(ThroughputMeasures.medianCompletedDays)
        medianCurrentDays = figure(ThroughputMeasures.medianCurrentDays)
        fromUnemploymentBenefit = figure(ThroughputMeasures.fromUnemploymentBenefit)
        exits = figure(ThroughputMeasures.exits)
    }

    /// Every figure's key with its definition, in the order in which they are shown.
    public static let explanations: [(key: String, definition: String)] = [
        explanation(ThroughputMeasures.capacity), explanation(ThroughputMeasures.occupied),
        explanation(ThroughputMeasures.waiting), explanation(ThroughputMeasures.entered),
        explanation(ThroughputMeasures.exited), explanation(ThroughputMeasures.expired),
        explanation(ThroughputMeasures.occupiedDays), explanation(ThroughputMeasures.capacityDays),
        explanation(ThroughputMeasures.utilisation), explanation(ThroughputMeasures.exitsPerYear),
        explanation(ThroughputMeasures.turnover), explanation(ThroughputMeasures.medianCompletedDays),
        explanation(ThroughputMeasures.medianCurrentDays), explanation(ThroughputMeasures.fromUnemploymentBenefit),
        explanation(ThroughputMeasures.exits),
    ]

    private static func explanation<Value>(_ measure: ThroughputMeasure<Value>) -> (key: String, definition: String) {
        (measure.key, measure.definition)
    }
}

extension Throughput: Encodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case capacity, occupied, waiting, entered, exited, expired, occupiedDays, capacityDays, utilisation
        case exitsPerYear, turnover, medianCompletedDays, medianCurrentDays, fromUnemploymentBenefit, exits
    }

    /// Encodes the figures; what has no value, as the median of nobody, is null.
    ///
    /// `exitsPerYear` and `turnover` are numbers with two decimals, `utilisation` is a ratio with both its numbers.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(capacity, forKey: .capacity)
        try container.encode(occupied, forKey: .occupied)
        try container.encode(waiting, forKey: .waiting)
        try container.encode(entered, forKey: .entered)
        try container.encode(exited, forKey: .exited)
        try container.encode(expired, forKey: .expired)
        try container.encode(occupiedDays, forKey: .occupiedDays)
        try container.encode(capacityDays, forKey: .capacityDays)
        try container.encode(utilisation, forKey: .utilisation)
        try container.encode(exitsPerYear.quotient, forKey: .exitsPerYear)
        try container.encode(turnover.quotient, forKey: .turnover)
        try container.encode(medianCompletedDays, forKey: .medianCompletedDays)
        try container.encode(medianCurrentDays, forKey: .medianCurrentDays)
        try container.encode(fromUnemploymentBenefit, forKey: .fromUnemploymentBenefit)
        let byReason = exits.map { ($0.key.rawValue, $0.value) }
        try container.encode(Dictionary(uniqueKeysWithValues: byReason), forKey: .exits)
    }
}

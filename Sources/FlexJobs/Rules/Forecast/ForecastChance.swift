import Municipal

/// What a forecast leaves to chance, or not.
protocol ForecastChance {
    /// The day a person leaves, given the planned end.
    mutating func leaving(from: Day, planned: Day?, horizon: Day) -> Day?
    /// Whether the next in line takes the place.
    mutating func accepts() -> Bool
}

/// Nothing is left to chance: everybody stays to the planned end and takes the place.
struct Certainty: ForecastChance {
    func leaving(from: Day, planned: Day?, horizon: Day) -> Day? { planned }
    func accepts() -> Bool { true }
}

/// Early exits and declined offers by given probabilities, drawn from a seed.
struct SeededChance: ForecastChance {
    let earlyExitPerYear: Ratio
    let decline: Ratio
    var generator: SplitMix64

    /// In every year of the stay the dice are thrown once; who leaves does so on any day of that year alike.
    mutating func leaving(from: Day, planned: Day?, horizon: Day) -> Day? {
        var start = from
        while start < min(planned ?? horizon, horizon) {
            let next = start.adding(months: 12)
            if generator.happens(earlyExitPerYear) {
                let day = start + 1 + generator.next(below: next - start)
                return planned.map { min($0, day) } ?? day
            }
            start = next
        }
        return planned
    }

    mutating func accepts() -> Bool { !generator.happens(decline) }
}

/// SplitMix64: small, fast, and the same on every machine and in every version.
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to and without the bound.
    mutating func next(below bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// Whether something of that probability happens.
    mutating func happens(_ probability: Ratio) -> Bool {
        next(below: probability.denominator) < probability.numerator
    }
}

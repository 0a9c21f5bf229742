/// SplitMix64: the same numbers for the same seed, so that a property that failed can be run again with the seed it printed.
///
/// ```swift
/// var random = SeededGenerator()
/// #expect(holds(random.below(100)), "seed \(random.seed)")
/// ```
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    /// What the numbers begin with.
    public let seed: UInt64
    private var state: UInt64

    /// Begins with a seed; drawn, if none is given.
    public init(seed: UInt64 = .random(in: 0...UInt64.max)) {
        self.seed = seed
        state = seed
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0, below the bound.
    public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// Whether something happens that does so in so many of a hundred cases.
    public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

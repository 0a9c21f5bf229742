import FlexJobs
import Municipal
import Testing

/// The day written in ISO form; a test fails where it stands if the day does not exist.
func day(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> Day {
    try #require(Day(iso: text), sourceLocation: location)
}

/// The period `[from, to)` written in ISO form; no end is `nil`.
func span(_ from: String, _ to: String?, _ location: SourceLocation = #_sourceLocation) throws -> DateSpan {
    try DateSpan(from: day(from, location), to: to.map { try day($0, location) })
}

/// The code with which a rule refuses, or `nil` if it does not.
func refusal<Value>(_ body: () throws(RuleRefusal) -> Value) -> RuleRefusal? {
    do {
        _ = try body()
        return nil
    } catch {
        return error
    }
}

/// A generator for properties: the same seed gives the same case again.
struct SeededGenerator: RandomNumberGenerator {
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

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

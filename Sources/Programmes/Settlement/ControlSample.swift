import Crypto

/// A sample of lines for a controller to check, drawn so that anybody can draw it again.
///
/// Every line gets a rank: SHA-256 over the seed as eight bytes, the highest first, and the line's key in UTF-8. The lines
/// with the lowest ranks are the sample. So each is as likely as any other, the order in which lines come plays no part,
/// nobody can tell before the seed is known which lines will be checked, and a larger sample with the same seed holds the
/// smaller one. Memory is that of the sample.
///
/// ```swift
/// var sample = ControlSample(seed: 2020, size: 25)
/// for line in paid { sample.consider(line.key) }
/// sample.keys
/// ```
///
/// Draw paid and refused lines in a sample each, with keys that tell them apart: a wrong refusal is an error too.
public struct ControlSample: Sendable {
    /// The number the sample is drawn from; write it down with the sample.
    public let seed: UInt64
    /// How many lines are drawn, if there are so many.
    public let size: Int
    /// How many lines were considered.
    public private(set) var population = 0
    private var drawn: [Ranked] = []

    private struct Ranked: Sendable {
        let rank: [UInt8]
        let key: String
    }

    /// A sample of so many lines.
    public init(seed: UInt64, size: Int) {
        self.seed = seed
        self.size = max(0, size)
    }

    /// Considers a line by its key; a key must not come twice.
    public mutating func consider(_ key: String) {
        population += 1
        guard size > 0 else { return }
        let ranked = Ranked(rank: rank(of: key), key: key)
        if drawn.count == size, let last = drawn.last, !ControlSample.precedes(ranked, last) { return }
        drawn.insert(ranked, at: place(of: ranked))
        if drawn.count > size { drawn.removeLast() }
    }

    /// The keys drawn, in the order of their ranks.
    public var keys: [String] { drawn.map(\.key) }

    /// How many lines a share of the population is, rounded up; all of it at most.
    public static func size(of population: Int, percent: Int) -> Int {
        let population = max(0, population)
        let (product, overflow) = population.multipliedReportingOverflow(by: min(max(0, percent), 100))
        return overflow ? population : product / 100 + (product.isMultiple(of: 100) ? 0 : 1)
    }

    private func rank(of key: String) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: (0..<8).map { UInt8(truncatingIfNeeded: seed >> (56 - 8 * UInt64($0))) })
        hasher.update(data: Array(key.utf8))
        return Array(hasher.finalize())
    }

    private func place(of ranked: Ranked) -> Int {
        var low = 0
        var high = drawn.count
        while low < high {
            let middle = (low + high) / 2
            if ControlSample.precedes(drawn[middle], ranked) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func precedes(_ one: Ranked, _ other: Ranked) -> Bool {
        one.rank == other.rank ? one.key < other.key : one.rank.lexicographicallyPrecedes(other.rank)
    }
}

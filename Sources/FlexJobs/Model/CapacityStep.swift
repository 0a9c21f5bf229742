public import Municipal

/// How many places a pool has from a day on, until the next step.
public struct CapacityStep: Sendable, Hashable {
    /// The first day with this capacity.
    public let from: Day
    /// The number of places, not negative.
    public let capacity: Int

    /// That many places from that day on; a negative number counts as none.
    public init(from: Day, capacity: Int) {
        self.from = from
        self.capacity = max(0, capacity)
    }
}

extension Sequence<CapacityStep> {
    /// The capacity on a day: that of the last step not after it, and none before the first step.
    public func capacity(on day: Day) -> Int {
        self.filter { $0.from <= day }.max { $0.from < $1.from }?.capacity ?? 0
    }

    /// The sum of the capacities of all days in the window.
    public func capacityDays(in window: Range<Day>) -> Int {
        let steps = sorted { $0.from < $1.from }
        var total = 0
        for (index, step) in steps.enumerated() {
            let start = Swift.max(step.from, window.lowerBound)
            let next = index + 1 < steps.count ? steps[index + 1].from : window.upperBound
            total += Swift.max(0, Swift.min(next, window.upperBound) - start) * step.capacity
        }
        return total
    }
}

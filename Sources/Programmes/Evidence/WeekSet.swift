public import Municipal

/// A set of ISO weeks, kept as runs: three years without a change are one pair of numbers.
///
/// The weeks are ``Municipal/ISOWeek/index`` numbers, as the database keeps them in an `int4multirange`. Whatever is put
/// in, a set has its runs in order, apart from each other and inside the calendar.
///
/// The standard library's `RangeSet<Int>` says the same and is not compiled for `Int` here: with weeks that change often,
/// three quarters of a settlement went into looking up its types.
public struct WeekSet: Sendable, Hashable {
    /// The runs, in order and apart from each other.
    public private(set) var runs: [Range<Int>]

    /// No week.
    public init() {
        runs = []
    }

    /// The weeks of one run; what lies outside the calendar is left out.
    public init(_ run: Range<Int>) {
        let run = run.clamped(to: ISOWeek.indices)
        runs = run.isEmpty ? [] : [run]
    }

    /// The weeks of all runs, which may overlap and come in any order.
    public init(_ runs: some Sequence<Range<Int>>) {
        self.runs = []
        var sorted = runs.map { $0.clamped(to: ISOWeek.indices) }.filter { !$0.isEmpty }
        sorted.sort { $0.lowerBound < $1.lowerBound }
        for run in sorted { append(run) }
    }

    /// The weeks from one through another, both included; none if the last is before the first.
    public init(from first: ISOWeek, through last: ISOWeek) {
        self.init(first.index..<max(first.index, last.index + 1))
    }

    /// Whether there is no week.
    public var isEmpty: Bool { runs.isEmpty }

    /// How many weeks there are.
    public var count: Int { runs.reduce(0) { $0 + $1.count } }

    /// The first week.
    public var first: Int? { runs.first?.lowerBound }

    /// The week after the last one.
    public var end: Int? { runs.last?.upperBound }

    /// Whether the week is in the set.
    public func contains(_ week: Int) -> Bool {
        let index = firstRun(after: week)
        return index < runs.count && runs[index].contains(week)
    }

    /// The week with this place in the order, counted from 0, or `nil` if there are not so many.
    public func week(at place: Int) -> Int? {
        guard place >= 0 else { return nil }
        var before = 0
        for run in runs {
            if place - before < run.count { return run.lowerBound + place - before }
            before += run.count
        }
        return nil
    }

    /// The first run of at least so many weeks in a row, cut to that many.
    public func firstRun(ofAtLeast count: Int) -> Range<Int>? {
        runs.first { $0.count >= max(1, count) }.map { $0.lowerBound..<($0.lowerBound + max(1, count)) }
    }

    /// The runs inside a range of weeks, cut at its ends.
    public func runs(in range: Range<Int>) -> [Range<Int>] {
        runs[firstRun(after: range.lowerBound)...].prefix { $0.lowerBound < range.upperBound }.map {
            $0.clamped(to: range)
        }
    }

    /// The place of the first run that ends after the week.
    private func firstRun(after week: Int) -> Int {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upperBound <= week { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Adds a run that does not begin before the last one.
    private mutating func append(_ run: Range<Int>) {
        if let last = runs.last, run.lowerBound <= last.upperBound {
            runs[runs.count - 1] = last.lowerBound..<max(last.upperBound, run.upperBound)
        } else {
            runs.append(run)
        }
    }
}

extension WeekSet {
    /// The weeks in either set.
    public func union(_ other: WeekSet) -> WeekSet {
        if isEmpty { return other }
        return other.isEmpty ? self : combined(with: other) { $0 || $1 }
    }

    /// The weeks in both sets.
    public func intersection(_ other: WeekSet) -> WeekSet {
        isEmpty || other.isEmpty ? WeekSet() : combined(with: other) { $0 && $1 }
    }

    /// The weeks in this set and not in the other.
    public func subtracting(_ other: WeekSet) -> WeekSet {
        isEmpty || other.isEmpty ? self : combined(with: other) { $0 && !$1 }
    }

    /// The weeks before this one.
    public func before(_ week: Int) -> WeekSet {
        guard let first, let end, week < end else { return self }
        return first < week ? WeekSet(runs(in: first..<week)) : WeekSet()
    }

    /// This week and those after it.
    public func from(_ week: Int) -> WeekSet {
        guard let first, let end, first < week else { return self }
        return week < end ? WeekSet(runs(in: week..<end)) : WeekSet()
    }

    /// Adds a week; one outside the calendar is left out.
    public mutating func insert(_ week: Int) {
        guard ISOWeek.indices.contains(week) else { return }
        // Files are mostly in order, so a week mostly comes behind all others.
        if runs.last.map({ $0.lowerBound <= week }) ?? true {
            append(week..<(week + 1))
        } else {
            self = union(WeekSet(week..<(week + 1)))
        }
    }

    /// Takes a week out.
    public mutating func remove(_ week: Int) {
        if contains(week) { self = subtracting(WeekSet(week..<(week + 1))) }
    }

    /// Goes through the ends of both sets' runs in order and keeps the weeks between them that the rule keeps.
    private func combined(with other: WeekSet, keeping rule: (Bool, Bool) -> Bool) -> WeekSet {
        var result = WeekSet()
        result.runs.reserveCapacity(runs.count + other.runs.count)
        var (mine, theirs) = (0, 0)
        var start: Int?
        while mine < runs.count * 2 || theirs < other.runs.count * 2 {
            let place = min(end(mine), other.end(theirs))
            if end(mine) == place { mine += 1 }
            if other.end(theirs) == place { theirs += 1 }
            // An odd number of ends behind means inside a run.
            if rule(!mine.isMultiple(of: 2), !theirs.isMultiple(of: 2)) {
                start = start ?? place
            } else if let from = start {
                result.runs.append(from..<place)
                start = nil
            }
        }
        return result
    }

    /// The beginnings and ends of the runs counted through, and a place behind everything after the last.
    private func end(_ index: Int) -> Int {
        guard index < runs.count * 2 else { return .max }
        return index.isMultiple(of: 2) ? runs[index / 2].lowerBound : runs[index / 2].upperBound
    }
}

extension WeekSet: CustomStringConvertible {
    /// The runs with their first and last weeks, as in `2020-W10…2020-W12, 2020-W20`.
    public var description: String {
        runs.map { run in
            let ends = [run.lowerBound, run.upperBound - 1].compactMap { ISOWeek(index: $0)?.description }
            return run.count == 1 ? ends.prefix(1).joined() : ends.joined(separator: "…")
        }.joined(separator: ", ")
    }
}

public import Municipal

/// A set of ISO weeks, kept as runs: three years without a change are one pair of numbers.
///
/// The weeks are ``Municipal/ISOWeek/index`` numbers, as the database keeps them in an `int4multirange`. Whatever is put
/// in, a set has its runs in order, apart from each other and inside the calendar.
public struct WeekSet: Sendable, Hashable {
    private var weeks: RangeSet<Int>

    /// No week.
    public init() {
        weeks = RangeSet()
    }

    /// The weeks of one run; what lies outside the calendar is left out.
    public init(_ run: Range<Int>) {
        weeks = RangeSet(run.clamped(to: ISOWeek.indices))
    }

    /// The weeks of all runs, which may overlap and come in any order.
    public init(_ runs: some Sequence<Range<Int>>) {
        weeks = RangeSet(runs.map { $0.clamped(to: ISOWeek.indices) })
    }

    /// The weeks from one through another, both included; none if the last is before the first.
    public init(from first: ISOWeek, through last: ISOWeek) {
        self.init(first.index..<max(first.index, last.index + 1))
    }

    private init(_ weeks: RangeSet<Int>) {
        self.weeks = weeks
    }

    /// The runs, in order and apart from each other.
    public var runs: [Range<Int>] { Array(weeks.ranges) }

    /// Whether there is no week.
    public var isEmpty: Bool { weeks.isEmpty }

    /// How many weeks there are.
    public var count: Int { weeks.ranges.reduce(0) { $0 + $1.count } }

    /// The first week.
    public var first: Int? { weeks.ranges.first?.lowerBound }

    /// The week after the last one.
    public var end: Int? { weeks.ranges.last?.upperBound }

    /// Whether the week is in the set.
    public func contains(_ week: Int) -> Bool { weeks.contains(week) }

    /// The week with this place in the order, counted from 0, or `nil` if there are not so many.
    public func week(at place: Int) -> Int? {
        guard place >= 0 else { return nil }
        var before = 0
        for run in weeks.ranges {
            if place - before < run.count { return run.lowerBound + place - before }
            before += run.count
        }
        return nil
    }

    /// The first run of at least so many weeks in a row, cut to that many.
    public func firstRun(ofAtLeast count: Int) -> Range<Int>? {
        weeks.ranges.first { $0.count >= max(1, count) }.map { $0.lowerBound..<($0.lowerBound + max(1, count)) }
    }
}

extension WeekSet {
    /// The weeks in either set.
    public func union(_ other: WeekSet) -> WeekSet {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return WeekSet(weeks.union(other.weeks))
    }

    /// The weeks in both sets.
    public func intersection(_ other: WeekSet) -> WeekSet {
        isEmpty || other.isEmpty ? WeekSet() : WeekSet(weeks.intersection(other.weeks))
    }

    /// The weeks in this set and not in the other.
    public func subtracting(_ other: WeekSet) -> WeekSet {
        isEmpty || other.isEmpty ? self : WeekSet(weeks.subtracting(other.weeks))
    }

    /// The weeks before this one.
    public func before(_ week: Int) -> WeekSet {
        var part = weeks
        if let end, week < end { part.remove(contentsOf: week..<end) }
        return WeekSet(part)
    }

    /// This week and those after it.
    public func from(_ week: Int) -> WeekSet {
        var part = weeks
        if let first, first < week { part.remove(contentsOf: first..<week) }
        return WeekSet(part)
    }

    /// The runs inside a range of weeks, cut at its ends.
    public func runs(in range: Range<Int>) -> [Range<Int>] {
        weeks.ranges.lazy.drop { $0.upperBound <= range.lowerBound }.prefix { $0.lowerBound < range.upperBound }
            .map { $0.clamped(to: range) }
    }

    /// Adds a week; one outside the calendar is left out.
    public mutating func insert(_ week: Int) {
        guard ISOWeek.indices.contains(week) else { return }
        weeks.insert(contentsOf: week..<(week + 1))
    }

    /// Takes a week out.
    public mutating func remove(_ week: Int) {
        guard ISOWeek.indices.contains(week) else { return }
        weeks.remove(contentsOf: week..<(week + 1))
    }
}

extension WeekSet: CustomStringConvertible {
    /// The runs with their first and last weeks, as in `2020-W10…2020-W12, 2020-W20`.
    public var description: String {
        weeks.ranges.map { run in
            let ends = [run.lowerBound, run.upperBound - 1].compactMap { ISOWeek(index: $0)?.description }
            return run.count == 1 ? ends.prefix(1).joined() : ends.joined(separator: "…")
        }.joined(separator: ", ")
    }
}

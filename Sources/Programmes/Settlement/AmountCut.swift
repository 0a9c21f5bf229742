import Municipal

/// What is owed on each day of service, over any number of citizens: as much memory as there are days.
struct DaySums: Sendable, Hashable {
    private(set) var sums: [Day: Int64] = [:]

    mutating func add(_ line: EntitledLine) throws(OverflowError) {
        guard case .weeks(let weeks, _) = line.service else {
            try add(line.each, on: line.service.day)
            return
        }
        for week in weeks { try add(line.each, on: ISOWeek.monday(ofIndex: week)) }
    }

    private mutating func add(_ amount: Money, on day: Day) throws(OverflowError) {
        sums[day] = try (Money(ore: sums[day] ?? 0) + amount).ore
    }
}

/// Cuts lines where a cap in kroner is reached, day by day.
///
/// Before any line is cut, the sums of the days tell how much of each day can be paid. On a day that is paid in full or
/// not at all the order of its lines does not matter; on the one on which a cap is reached they are paid in the order they
/// come, the last in part.
struct AmountCut: Sendable {
    /// One cap.
    struct Layer: Sendable {
        let reason: RefusalReason
        let most: Money
        /// Whether the cap is one of each calendar year.
        var isPerYear = false
    }

    /// A day on which not all can be paid: how much each cap leaves, the first cap first, and how much has come so far.
    private struct CutDay {
        var limits: [(reason: RefusalReason, until: Int64)]
        var position: Int64 = 0
    }

    private var days: [Day: CutDay] = [:]

    /// Whether nothing has to be cut.
    var isEmpty: Bool { days.isEmpty }

    /// A cut by these caps: what the first leaves is what the second looks at.
    init(_ sums: DaySums, layers: [Layer]) {
        var used = Array(repeating: (year: Int.min, amount: Int64(0)), count: layers.count)
        for (day, sum) in sums.sums.sorted(by: { $0.key < $1.key }) {
            var left = sum
            var limits: [(reason: RefusalReason, until: Int64)] = []
            for (index, layer) in layers.enumerated() {
                if layer.isPerYear, used[index].year != day.year { used[index] = (day.year, 0) }
                let room = layer.most.ore - used[index].amount
                if room < left {
                    left = room
                    limits.append((layer.reason, left))
                }
            }
            // A later cap looks at what the earlier ones left, and an earlier one has used no more than that in the end.
            for index in layers.indices { used[index].amount += left }
            if !limits.isEmpty { days[day] = CutDay(limits: limits) }
        }
    }

    /// The lines as far as they are paid, and the rest.
    mutating func apply(_ lines: [EntitledLine]) -> (lines: [EntitledLine], refused: [RefusedLine]) {
        guard !isEmpty else { return (lines, []) }
        var paid: [EntitledLine] = []
        var refused: [RefusedLine] = []
        for line in lines {
            guard case .weeks(let weeks, let status) = line.service else {
                cut(line, &paid, &refused)
                continue
            }
            for week in weeks {
                cut(line.with(.weeks(week..<(week + 1), status), each: line.each), &paid, &refused)
            }
        }
        return (paid, refused)
    }

    /// Pays one unit, in full, in part or not at all.
    private mutating func cut(_ line: EntitledLine, _ paid: inout [EntitledLine], _ refused: inout [RefusedLine]) {
        guard var day = days[line.service.day] else {
            paid.appendOrJoin(line)
            return
        }
        let from = day.position
        let until = from + line.each.ore
        day.position = until
        days[line.service.day] = day
        var end = until
        // The first cap takes off the top of the day, the next from what that one left.
        for limit in day.limits where limit.until < end {
            let start = max(from, limit.until)
            refused.appendOrJoin(line, Money(ore: end - start), limit.reason)
            end = start
            if end == from { break }
        }
        if end > from || line.each == .zero { paid.appendOrJoin(line.with(line.service, each: Money(ore: end - from))) }
    }
}

extension [RefusedLine] {
    /// Adds weeks to the last refusal where they go on with it in every respect.
    fileprivate mutating func appendOrJoin(_ line: EntitledLine, _ each: Money, _ reason: RefusalReason) {
        var service = line.service
        if let last, last.referral == line.referral, last.term == line.term, last.reason == reason, last.each == each,
            last.rate == line.rate, case .weeks(let before, let status) = last.service,
            case .weeks(let weeks, status) = service, before.upperBound == weeks.lowerBound
        {
            service = .weeks(before.lowerBound..<weeks.upperBound, status)
            removeLast()
        }
        append(
            RefusedLine(
                referral: line.referral, term: line.term, service: service, rate: line.rate, each: each,
                reason: reason))
    }
}

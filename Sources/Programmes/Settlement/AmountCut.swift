import Municipal

/// What is owed on each day of service, over any number of citizens: as much memory as there are days.
struct DaySums: Sendable, Hashable {
    private var days: [Day: Int64] = [:]
    /// By how much each week is owed more or less than the one before, so that a run of weeks is added in two steps.
    private var weekSteps: [Int: Int64] = [:]

    mutating func add(_ line: EntitledLine) throws(OverflowError) {
        switch line.service {
        case .weeks(let weeks, _):
            try add(line.each, at: weeks.lowerBound)
            try add(.zero - line.each, at: weeks.upperBound)
        case .hours(let day, _), .event(let day):
            days[day] = try (Money(ore: days[day] ?? 0) + line.each).ore
        }
    }

    /// What is owed on each day on which anything is, in the order of the days.
    func byDay() throws(OverflowError) -> [(day: Day, ore: Int64)] {
        var sums = days
        var weekly = Money.zero
        let steps = weekSteps.sorted { $0.key < $1.key }
        for (step, next) in zip(steps, steps.dropFirst()) {
            weekly = try weekly + Money(ore: step.value)
            guard weekly != .zero else { continue }
            for week in step.key..<next.key {
                let monday = ISOWeek.monday(ofIndex: week)
                sums[monday] = try (Money(ore: sums[monday] ?? 0) + weekly).ore
            }
        }
        return sums.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }

    private mutating func add(_ amount: Money, at week: Int) throws(OverflowError) {
        weekSteps[week] = try (Money(ore: weekSteps[week] ?? 0) + amount).ore
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
    init(_ sums: DaySums, layers: [Layer]) throws(OverflowError) {
        var used = Array(repeating: (year: Int.min, amount: Int64(0)), count: layers.count)
        for (day, sum) in try sums.byDay() {
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

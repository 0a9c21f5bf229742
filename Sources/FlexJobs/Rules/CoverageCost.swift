public import Municipal

/// What a coverage costs in each calendar year.
public struct CoverageCost: Sendable, Hashable {
    /// What a whole month costs.
    public let monthlyAmount: Money
    /// What pauses do in this pool; where they move the end, paused days cost nothing.
    public let pausePolicy: PausePolicy

    /// The cost rule of one coverage.
    public init(monthlyAmount: Money, pausePolicy: PausePolicy) {
        self.monthlyAmount = monthlyAmount
        self.pausePolicy = pausePolicy
    }

    /// The cost of each of the years, also of those in which it is nothing.
    ///
    /// In every month the amount is multiplied by the days covered and divided by the days of the month, and rounded
    /// once to whole øre (``Rounding/halfAwayFromZero(_:dividedBy:)``). So a whole month costs exactly the amount, and
    /// each month that is cut into pieces can differ by half an øre a piece from the month in one.
    ///
    /// - Parameters:
    ///   - span: The covered days; without an end they go on through the last of the years.
    ///   - pauses: Pauses that don't overlap each other; an open one goes on.
    /// - Throws: ``OverflowError``.
    public func perYear(
        _ span: DateSpan, pauses: [Pause] = [], years: ClosedRange<Int>
    ) throws(OverflowError) -> [Int: Money] {
        var costs: [Int: Money] = [:]
        for year in years { costs[year] = try cost(of: span, pauses: pauses, year: year) }
        return costs
    }

    private func cost(of span: DateSpan, pauses: [Pause], year: Int) throws(OverflowError) -> Money {
        guard var month = Day(year: year, month: 1, day: 1), month <= (span.lastDay ?? Day.max) else { return .zero }
        let end = month.startOfNextYear
        var total = Money.zero
        while month < end {
            let next = month.startOfNextMonth
            let days = paidDays(of: span, pauses: pauses, in: month..<next)
            if days > 0 { total = try total + monthlyAmount.share(days, of: month.daysInMonth) }
            month = next
        }
        return total
    }

    private func paidDays(of span: DateSpan, pauses: [Pause], in month: Range<Day>) -> Int {
        let covered = span.days(in: month)
        guard covered > 0, pausePolicy == .movesEnd else { return covered }
        let paused = pauses.reduce(0) { sum, pause in
            let rest = (try? DateSpan(from: pause.from, to: pause.to))?.intersection(span)
            return sum + (rest?.days(in: month) ?? 0)
        }
        return max(0, covered - paused)
    }
}

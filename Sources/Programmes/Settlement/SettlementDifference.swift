public import Municipal

/// What a run has to write so that earlier runs and this one together come to the entitlement.
///
/// It is the smallest such list: a week whose status, rate and amount are what they were makes no line. A correction is
/// never an edit but a reversal and a new line; week 12 found to be partly and not wholly self-supported is −796 and +385.
///
/// ```swift
/// let difference = SettlementDifference(from: held, to: entitlement.lines)
/// try difference.total()          // −411,00 kr.
/// ```
///
/// Applied in turn to any sequence of entitlements, the sums end in those of the last one.
public struct SettlementDifference: Sendable, Hashable {
    /// What earlier runs wrote and no longer holds, by referral, term and day.
    public let reversals: [Reversal]
    /// What holds and no earlier run wrote, by referral, term and day.
    public let lines: [EntitledLine]

    /// The difference for any number of referrals.
    ///
    /// - Parameters:
    ///   - held: What earlier runs hold of these referrals (``HeldLine/standing(_:after:)``).
    ///   - entitled: What the referrals give a right to now.
    public init(from held: [HeldLine], to entitled: [EntitledLine]) {
        let heldWeeks = weeksByPayment(held.lazy.map(\.line))
        let entitledWeeks = weeksByPayment(entitled)
        let heldSingles = Set(held.lazy.map(\.line).filter(\.isSingle))
        let entitledSingles = Set(entitled.lazy.filter(\.isSingle))
        var reversals: [Reversal] = []
        var lines = entitled.filter { $0.isSingle && !heldSingles.contains($0) }
        let gone = heldWeeks.subtracting(entitledWeeks)
        for held in held {
            switch held.line.service {
            case .weeks(let weeks, _):
                for run in gone[held.line.payment]?.runs(in: weeks) ?? [] {
                    let line = held.line.with(held.line.service.on(run), each: held.line.each)
                    reversals.append(Reversal(of: held.id, line: line))
                }
            case .hours, .event:
                if !entitledSingles.contains(held.line) { reversals.append(Reversal(of: held.id, line: held.line)) }
            }
        }
        for (payment, weeks) in entitledWeeks.subtracting(heldWeeks) {
            lines += weeks.runs.map { payment.with(payment.service.on($0), each: payment.each) }
        }
        self.reversals = reversals.sorted {
            $0.line == $1.line ? $0.reverses < $1.reverses : EntitledLine.precedes($0.line, $1.line)
        }
        self.lines = lines.sorted(by: EntitledLine.precedes)
    }

    /// Whether there is nothing to write.
    public var isEmpty: Bool { reversals.isEmpty && lines.isEmpty }

    /// The sum of all lines, reversals included.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func total() throws(OverflowError) -> Money {
        var total = Money.zero
        for reversal in reversals { total = try total + reversal.amount() }
        for line in lines { total = try total + line.amount() }
        return total
    }
}

/// The weeks of lines, by everything else that makes two weeks the same payment.
private func weeksByPayment(_ lines: some Sequence<EntitledLine>) -> [EntitledLine: WeekSet] {
    var runs: [EntitledLine: [Range<Int>]] = [:]
    for line in lines {
        if case .weeks(let weeks, _) = line.service { runs[line.payment, default: []].append(weeks) }
    }
    return runs.mapValues { WeekSet($0) }
}

extension [EntitledLine: WeekSet] {
    /// The weeks that the others have not, for the same payment.
    fileprivate func subtracting(_ others: [EntitledLine: WeekSet]) -> [EntitledLine: WeekSet] {
        var rest: [EntitledLine: WeekSet] = [:]
        for (payment, weeks) in self {
            let missing = others[payment].map { weeks == $0 ? WeekSet() : weeks.subtracting($0) } ?? weeks
            if !missing.isEmpty { rest[payment] = missing }
        }
        return rest
    }
}

extension EntitledLine {
    /// Whether it is for a day or an event and not for weeks.
    fileprivate var isSingle: Bool {
        if case .weeks = service { false } else { true }
    }

    /// The same line without its weeks, for looking up weeks that are paid alike.
    fileprivate var payment: EntitledLine { with(service.on(0..<0), each: each) }
}

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
        let heldWeeks = WeeksByTerms(held.map(\.line))
        let entitledWeeks = WeeksByTerms(entitled)
        let heldSingles = Set(held.map(\.line).filter(\.isSingle))
        let entitledSingles = Set(entitled.filter(\.isSingle))
        var reversals: [Reversal] = []
        for held in held {
            if held.line.isSingle {
                if !entitledSingles.contains(held.line) { reversals.append(Reversal(of: held.id, line: held.line)) }
                continue
            }
            reversals += entitledWeeks.missing(held.line).map { Reversal(of: held.id, line: $0) }
        }
        var lines: [EntitledLine] = []
        for line in entitled {
            if line.isSingle {
                if !heldSingles.contains(line) { lines.append(line) }
                continue
            }
            lines += heldWeeks.missing(line)
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
private struct WeeksByTerms {
    private var weeks: [EntitledLine: WeekSet] = [:]

    init(_ lines: [EntitledLine]) {
        for line in lines {
            guard case .weeks(let run, _) = line.service else { continue }
            weeks[line.payment] = weeks[line.payment]?.union(WeekSet(run)) ?? WeekSet(run)
        }
    }

    /// The parts of a line that are not among these.
    func missing(_ line: EntitledLine) -> [EntitledLine] {
        guard case .weeks(let run, _) = line.service else { return [] }
        guard let present = weeks[line.payment] else { return [line] }
        return WeekSet(run).subtracting(present).runs.map { line.with(line.service.on($0), each: line.each) }
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

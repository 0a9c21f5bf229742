import Municipal
import Programmes

/// What a database keeps of runs: lines and reversals, none of them ever changed.
struct SettlementLedger {
    private var written: [HeldLine] = []
    private var reversals: [Reversal] = []

    /// A run: the difference between what is owed and what is held.
    mutating func run(_ owed: [EntitledLine]) throws {
        let difference = SettlementDifference(from: standing, to: owed)
        reversals += difference.reversals
        for line in difference.lines { written.append(HeldLine(id: Int64(written.count + 1), line: line)) }
    }

    private var standing: [HeldLine] {
        HeldLine.standing(
            written, after: Dictionary(grouping: reversals, by: \.reverses).mapValues { $0.map(\.line.service) })
    }

    /// The sums of all lines ever written, by referral and term.
    func cumulative() throws -> [String: Money] {
        var sums = try SettlementLedger.sums(written.map(\.line))
        for reversal in reversals {
            let key = SettlementLedger.key(reversal.line)
            sums[key] = try (sums[key] ?? .zero) + reversal.amount()
        }
        return sums.filter { $0.value != .zero }
    }

    static func sums(_ lines: [EntitledLine]) throws -> [String: Money] {
        var sums: [String: Money] = [:]
        for line in lines { sums[key(line)] = try (sums[key(line)] ?? .zero) + line.amount() }
        return sums.filter { $0.value != .zero }
    }

    /// What must not be, or `nil`: a unit paid twice, a reversal beyond its line, a cap exceeded, a second run with lines.
    func problem(_ owed: [EntitledLine], _ caps: AmountCaps) throws -> String? {
        var units: [String: Int] = [:]
        for line in written.map(\.line) { SettlementLedger.count(line, 1, &units) }
        for reversal in reversals { SettlementLedger.count(reversal.line, -1, &units) }
        if let twice = units.first(where: { !(0...1).contains($0.value) }) { return "\(twice) units" }
        let left = SettlementDifference(from: standing, to: owed)
        if !left.isEmpty { return "running again writes \(left)" }
        for line in owed where line.each < .zero || line.each == .zero && line.rate > .zero && !line.isShort {
            return "a line of nothing: \(line)"
        }
        var perCitizen: [Int64: Money] = [:]
        var perYear: [Int: Money] = [:]
        for line in owed {
            perCitizen[line.referral <= 2 ? 1 : line.referral, default: .zero] =
                try (perCitizen[line.referral <= 2 ? 1 : line.referral] ?? .zero) + line.amount()
            for day in SettlementLedger.days(line) {
                perYear[day.year] = try (perYear[day.year] ?? .zero) + line.each
            }
        }
        if let most = caps.perCitizen, let sum = perCitizen.values.max(), sum > most { return "a citizen has \(sum)" }
        if let most = caps.perYear, let sum = perYear.values.max(), sum > most { return "a year has \(sum)" }
        let total = try Money.sum(perYear.values)
        if let most = caps.perAgreement, total > most { return "the agreement has \(total)" }
        return nil
    }

    private static func key(_ line: EntitledLine) -> String { "\(line.referral) \(line.term)" }

    private static func days(_ line: EntitledLine) -> [Day] {
        guard case .weeks(let weeks, _) = line.service else { return [line.service.day] }
        return weeks.map { ISOWeek.monday(ofIndex: $0) }
    }

    /// A week or a day counts for the citizen, not for the referral: that is what must not be paid twice.
    private static func count(_ line: EntitledLine, _ sign: Int, _ units: inout [String: Int]) {
        let citizen = line.referral <= 2 ? 1 : line.referral
        for day in days(line) { units["\(citizen) \(line.term) \(day)", default: 0] += sign }
    }
}

extension EntitledLine {
    /// Whether it is so little work that it comes to less than half an øre.
    fileprivate var isShort: Bool {
        if case .hours(_, let minutes) = service { minutes < 1 } else { false }
    }
}

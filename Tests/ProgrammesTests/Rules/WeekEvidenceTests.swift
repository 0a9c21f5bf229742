import Municipal
import Programmes
import PropertyTestSupport
import Testing

@Suite("Evidence of weeks")
struct WeekEvidenceTests {
    private func said(_ fact: Int64, _ source: String, _ status: WeekStatus, _ weeks: Range<Int>) -> WeekStatement {
        var said = WeeksByStatus()
        for week in weeks { said.set(status, for: week) }
        return WeekStatement(fact: fact, source: source, weeks: said)
    }

    @Test("What a source said last holds, in whatever order the statements are read")
    func latest() {
        let statements = [said(1, "a", .full, 0..<10), said(2, "a", .partial, 3..<5), said(3, "a", .unknown, 4..<6)]
        for order in [statements, statements.reversed()] {
            let held = WeekEvidence(order).holding(.lower)
            #expect(held.full.runs == [0..<3, 6..<10] && held.partial.runs == [3..<4] && held.unknown.runs == [4..<6])
        }
    }

    @Test("Unknown gives way to another source, under every rule")
    func unknown() {
        let evidence = WeekEvidence([said(1, "a", .full, 0..<1), said(2, "b", .unknown, 0..<2)])
        for rule in MixedWeekRule.allCases {
            #expect(evidence.holding(rule).full.runs == [0..<1])
            #expect(evidence.holding(rule).unknown.runs == [1..<2])
        }
    }

    @Test("A week about which sources disagree is settled by the rule")
    func mixed() {
        let evidence = WeekEvidence([
            said(1, "a", .notSupported, 0..<1), said(2, "b", .full, 0..<2), said(3, "c", .partial, 0..<2),
        ])
        #expect(evidence.holding(.lower).status(of: 0) == .notSupported)
        #expect(evidence.holding(.lower).status(of: 1) == .partial)
        #expect(evidence.holding(.higher).status(of: 0) == .full)
        #expect(evidence.holding(.latest).status(of: 0) == .partial)
        let together = WeekEvidence([said(7, "b", .full, 0..<1), said(7, "a", .partial, 0..<1)])
        #expect(together.holding(.latest).status(of: 0) == .partial)
        #expect(together.holding(.higher).status(of: 0) == .full)
        // A source that takes back what it said last leaves the field to the others.
        let back = WeekEvidence(evidence.statements + [said(4, "c", .unknown, 0..<2)])
        #expect(back.holding(.latest).status(of: 0) == .full)
    }

    @Test("Every rule agrees with one that looks at each week by itself")
    func reference() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let statements = (0..<generator.below(8)).map { _ in
                var weeks = WeeksByStatus()
                for week in 0..<12 where generator.chance(50) {
                    weeks.set(WeekStatus.allCases[generator.below(4)], for: week)
                }
                return WeekStatement(
                    fact: Int64(generator.below(5)), source: ["a", "b", "c"][generator.below(3)], weeks: weeks)
            }
            var unique: [String: WeekStatement] = [:]
            for statement in statements { unique["\(statement.fact)\(statement.source)"] = statement }
            let evidence = WeekEvidence(Array(unique.values))
            for rule in MixedWeekRule.allCases {
                let held = evidence.holding(rule)
                for week in 0..<12 {
                    #expect(held.status(of: week) == oneWeek(week, evidence, rule), "seed \(seed)")
                }
            }
        }
    }

    private func oneWeek(_ week: Int, _ evidence: WeekEvidence, _ rule: MixedWeekRule) -> WeekStatus? {
        var last: [String: (fact: Int64, status: WeekStatus)] = [:]
        for statement in evidence.statements {
            if let status = statement.weeks.status(of: week) { last[statement.source] = (statement.fact, status) }
        }
        let known = last.values.filter { $0.status != .unknown }
        guard !known.isEmpty else { return last.isEmpty ? nil : .unknown }
        let order: [WeekStatus] = [.notSupported, .partial, .full]
        let newest = known.map(\.fact).max()
        let taken = rule == .latest ? known.filter { $0.fact == newest } : Array(known)
        let ranks = taken.compactMap { order.firstIndex(of: $0.status) }
        return (rule == .higher ? ranks.max() : ranks.min()).map { order[$0] }
    }
}

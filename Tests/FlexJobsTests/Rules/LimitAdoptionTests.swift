import FlexJobs
import Municipal
import PropertyTestSupport
import Testing

@Suite("Adopting a limit with people inside")
struct LimitAdoptionTests {
    private func limit(
        _ months: Int, _ effectiveFrom: String, _ reach: CoverageLimit.Reach, adoptedOn: String = "2025-02-12"
    ) throws -> CoverageLimit {
        try CoverageLimit(
            months: months, effectiveFrom: day(effectiveFrom), reach: reach, standing: .adopted(on: day(adoptedOn)))
    }

    @Test(
        "24 months with 6 months' notice from 1 March 2025 end nobody's coverage before 1 September",
        arguments: [
            ("2016-02-01", "2025-09-01"), ("2023-03-01", "2025-09-01"), ("2023-09-01", "2025-09-01"),
            ("2023-09-02", "2025-09-02"), ("2024-06-01", "2026-06-01"), ("2025-02-28", "2027-02-28"),
            ("2025-03-01", "2027-03-01"),
        ])
    func examples(_ from: String, _ expected: String) throws {
        let adopted = try limit(24, "2025-03-01", .all(afterNoticeMonths: 6))
        #expect(try CoverageTerm(from: day(from)).end(under: [adopted]) == day(expected))
    }

    @Test("A limit for new entrants only leaves those inside alone")
    func newEntrants() throws {
        let adopted = try limit(24, "2025-03-01", .newEntrantsOnly)
        #expect(try CoverageTerm(from: day("2025-02-28")).end(under: [adopted]) == nil)
        #expect(try CoverageTerm(from: day("2025-03-01")).end(under: [adopted]) == day("2027-03-01"))
    }

    @Test("A proposed or repealed limit ends nothing")
    func notInForce() throws {
        let term = CoverageTerm(from: try day("2016-02-01"))
        for standing in [CoverageLimit.Standing.proposed, .repealed] {
            let limit = try CoverageLimit(
                months: 24, effectiveFrom: day("2025-03-01"), reach: .all(afterNoticeMonths: 6), standing: standing)
            #expect(term.end(under: [limit]) == nil)
            #expect(try limit.ifAdopted(on: day("2025-02-12")).standing == .adopted(on: day("2025-02-12")))
            #expect(try term.end(under: [limit.ifAdopted(on: day("2025-02-12"))]) == day("2025-09-01"))
        }
    }

    @Test("A longer limit holds at once, a shorter one only after its notice and never later than the present end")
    func changes() throws {
        let first = try limit(24, "2025-03-01", .all(afterNoticeMonths: 6))
        let longer = try limit(36, "2026-01-01", .all(afterNoticeMonths: 6), adoptedOn: "2025-12-10")
        let shorter = try limit(12, "2026-01-01", .all(afterNoticeMonths: 6), adoptedOn: "2025-12-10")
        let entrant = CoverageTerm(from: try day("2025-04-01"))
        #expect(try entrant.end(under: [first]) == day("2027-04-01"))
        #expect(try entrant.end(under: [first, longer]) == day("2028-04-01"))
        #expect(try entrant.end(under: [first, shorter]) == day("2026-07-01"))
        let soonOut = CoverageTerm(from: try day("2024-03-01"))
        #expect(try soonOut.end(under: [first, shorter]) == day("2026-03-01"))
    }

    @Test("Repeal leaves the end that the remaining limits give")
    func repeal() throws {
        let first = try limit(36, "2024-01-01", .all(afterNoticeMonths: 6), adoptedOn: "2023-12-01")
        let second = try limit(24, "2025-03-01", .all(afterNoticeMonths: 6))
        let term = CoverageTerm(from: try day("2024-02-01"))
        #expect(try term.end(under: [second, first]) == day("2026-02-01"))
        #expect(try term.end(under: [first]) == day("2027-02-01"))
        #expect(term.end(under: []) == nil)
    }

    @Test("An end agreed at the grant wins over every limit, also a relaxation")
    func agreedEnd() throws {
        let adopted = try limit(24, "2025-03-01", .all(afterNoticeMonths: 6))
        let term = try CoverageTerm(from: day("2024-06-01"), agreedEnd: day("2025-06-01"))
        #expect(try term.end(under: [adopted]) == day("2025-06-01"))
        #expect(try term.end(under: []) == day("2025-06-01"))
    }

    @Test("Extensions and pauses granted before the decision count, and later ones lengthen the end it gave")
    func adjustments() throws {
        let adopted = try limit(24, "2025-03-01", .all(afterNoticeMonths: 6))
        let before = try CoverageTerm(
            from: day("2023-10-01"),
            adjustments: [EndAdjustment(recordedOn: day("2024-05-01"), change: .paused(days: 61))])
        #expect(try before.end(under: [adopted]) == day("2025-12-01"))
        let after = try CoverageTerm(
            from: day("2016-02-01"),
            adjustments: [EndAdjustment(recordedOn: day("2025-08-31"), change: .extended(months: 3))])
        #expect(try after.end(under: [adopted]) == day("2025-12-01"))
    }

    @Test("A decision with effect back in time still gives the whole notice")
    func backdated() throws {
        let adopted = try limit(24, "2025-03-01", .all(afterNoticeMonths: 6), adoptedOn: "2025-05-15")
        #expect(try CoverageTerm(from: day("2016-02-01")).end(under: [adopted]) == day("2025-11-15"))
    }

    @Test("Who came before a decision was made was inside, also where it has effect back in time")
    func insideBeforeTheDecision() throws {
        let forAll = try limit(24, "2023-01-01", .all(afterNoticeMonths: 6), adoptedOn: "2025-02-04")
        #expect(try CoverageTerm(from: day("2023-02-01")).end(under: [forAll]) == day("2025-08-04"))
        let forNew = try limit(24, "2023-01-01", .newEntrantsOnly, adoptedOn: "2025-02-04")
        #expect(try CoverageTerm(from: day("2023-02-01")).end(under: [forNew]) == nil)
        #expect(try CoverageTerm(from: day("2025-02-04")).end(under: [forNew]) == day("2027-02-04"))
    }

    @Test("Months out of range are refused")
    func range() throws {
        let from = try day("2025-03-01")
        for months in [0, -24, 601, Int.max] {
            #expect(throws: RuleRefusal.self) {
                try CoverageLimit(months: months, effectiveFrom: from, reach: .newEntrantsOnly, standing: .proposed)
            }
        }
        for notice in [-1, 601, Int.max] {
            #expect(throws: RuleRefusal.self) {
                try CoverageLimit(
                    months: 24, effectiveFrom: from, reach: .all(afterNoticeMonths: notice), standing: .proposed)
            }
        }
    }

    @Test("Nobody's coverage is cut short of the notice or made longer than before by a shorter limit")
    func property() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let origin = try day("2020-01-01")
        for _ in 0..<5000 {
            let from = origin + generator.below(1500)
            let current = generator.chance(40) ? nil : from + 1 + generator.below(2000)
            let computed = from.adding(months: 1 + generator.below(60))
            let noticeEnd = origin + 1500 + generator.below(400)
            let end = LimitAdoptionRule.end(computed: computed, current: current, noticeEnd: noticeEnd)
            #expect(end >= min(current ?? Day.max, noticeEnd), "seed \(seed)")
            #expect(end >= computed, "seed \(seed)")
            #expect(end <= max(computed, current ?? noticeEnd), "seed \(seed)")
        }
    }
}

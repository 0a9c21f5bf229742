import FlexJobs
import Municipal
import Testing

@Suite("Coverage end")
struct CoverageEndRuleTests {
    @Test(
        "The limit's months are added to the first day and clamped to the month's end",
        arguments: [
            ("2025-08-31", 6, "2026-02-28", "2026-02-27"), ("2024-02-29", 24, "2026-02-28", "2026-02-27"),
            ("2024-02-29", 48, "2028-02-29", "2028-02-28"), ("2023-08-31", 6, "2024-02-29", "2024-02-28"),
            ("2025-11-01", 3, "2026-02-01", "2026-01-31"), ("2024-12-30", 24, "2026-12-30", "2026-12-29"),
            ("2023-03-30", 24, "2025-03-30", "2025-03-29"), ("2023-10-26", 24, "2025-10-26", "2025-10-25"),
        ])
    func limits(_ from: String, _ months: Int, _ end: String, _ lastDay: String) throws {
        let computed = try #require(try CoverageEndRule.end(from: day(from), limitMonths: months))
        #expect(try computed == day(end))
        #expect(try DateSpan(from: day(from), to: computed).lastDay == day(lastDay))
    }

    @Test("An ISO year's end is an ordinary day: coverage from 2020-W53 runs two years")
    func isoYearEnd() throws {
        let first = try #require(ISOWeek(year: 2020, week: 53)).monday
        let end = try #require(try CoverageEndRule.end(from: first, limitMonths: 24))
        #expect(try end == day("2022-12-28"))
        #expect(ISOWeek(containing: end - 1).description == "2022-W52")
    }

    @Test("An earlier agreed end wins and a later one is refused with the last day there can be")
    func agreed() throws {
        let from = try day("2025-08-31")
        #expect(try CoverageEndRule.end(from: from, limitMonths: 6, agreedEnd: day("2025-12-01")) == day("2025-12-01"))
        let agreed = try day("2030-01-01")
        #expect(try CoverageEndRule.end(from: from, limitMonths: nil, agreedEnd: agreed) == agreed)
        #expect(try CoverageEndRule.end(from: from, limitMonths: nil) == nil)
        let late = try day("2026-03-01")
        let beyond = refusal { () throws(RuleRefusal) in
            try CoverageEndRule.end(from: from, limitMonths: 6, agreedEnd: late)
        }
        #expect(beyond?.code == .agreedEndBeyondLimit)
        #expect(beyond?.message.contains("can last through 2026-02-27 and not 2026-02-28") == true)
    }

    @Test("Empty coverages and impossible limits are refused")
    func refused() throws {
        let from = try day("2025-08-31")
        let empty = refusal { () throws(RuleRefusal) in
            try CoverageEndRule.end(from: from, limitMonths: 6, agreedEnd: from)
        }
        #expect(empty?.code == .emptyPeriod)
        for months in [0, -1, 601, Int.max, Int.min] {
            #expect(
                refusal { () throws(RuleRefusal) in try CoverageEndRule.end(from: from, limitMonths: months) }?.code
                    == .monthsOutOfRange)
        }
    }
}

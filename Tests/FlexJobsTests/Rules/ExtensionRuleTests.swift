import FlexJobs
import Municipal
import Testing

@Suite("Extension")
struct ExtensionRuleTests {
    private let jobInSight = ExtensionReason(code: "job_in_sight", monthsEach: 6, monthsTogether: 12)

    private func extend(
        _ end: Day?, _ months: Int, on day: Day, granted: [GrantedExtension] = [], isPaused: Bool = false
    ) throws(RuleRefusal) -> Day {
        try ExtensionRule.end(
            extending: end, by: months, for: jobInSight, granted: granted, recordedOn: day, isPaused: isPaused)
    }

    @Test("An extension recorded on the last covered day counts and one a day later does not")
    func lastDay() throws {
        let end = try day("2026-02-28")
        #expect(try extend(end, 3, on: day("2026-02-27")) == day("2026-05-28"))
        let tooLate = refusal { () throws(RuleRefusal) in try extend(end, 3, on: end) }
        #expect(tooLate?.code == .coverageOver)
        #expect(
            tooLate?.message
                == "the coverage's last day was 2026-02-27; an extension had to be recorded by then, not on 2026-02-28")
    }

    @Test("Months are added to the exclusive end and clamped to the month's end")
    func clamps() throws {
        #expect(try extend(day("2025-08-31"), 6, on: day("2025-08-01")) == day("2026-02-28"))
        #expect(try extend(day("2024-02-29"), 1, on: day("2024-02-28")) == day("2024-03-29"))
        #expect(try extend(day("2025-03-30"), 1, on: day("2025-03-29")) == day("2025-04-30"))
    }

    @Test("The cap of one extension and the cap of all together are both kept, and what is left is named")
    func caps() throws {
        let end = try day("2026-01-01")
        let today = try day("2025-12-01")
        let six = GrantedExtension(reason: "job_in_sight", months: 6)
        let other = GrantedExtension(reason: "illness", months: 24)
        #expect(refusal { () throws(RuleRefusal) in try extend(end, 7, on: today) }?.code == .extensionAboveCap)
        #expect(try extend(end, 6, on: today, granted: [six, other]) == day("2026-07-01"))
        let four = GrantedExtension(reason: "job_in_sight", months: 4)
        let above = refusal { () throws(RuleRefusal) in try extend(end, 3, on: today, granted: [six, four]) }
        #expect(
            above?.message
                == "3 months for job_in_sight are too many: "
                + "at most 6 in one extension and 12 together, of which 2 are left")
        let none = refusal { () throws(RuleRefusal) in try extend(end, 1, on: today, granted: [six, six]) }
        #expect(none?.code == .extensionsUsedUp)
        #expect(ExtensionRule.monthsLeft(for: jobInSight, granted: [six, four, other]) == 2)
    }

    @Test("Nothing is extended without an end or by no months")
    func refused() throws {
        let today = try day("2025-12-01")
        #expect(refusal { () throws(RuleRefusal) in try extend(nil, 1, on: today) }?.code == .coverageHasNoEnd)
        for months in [0, -1, Int.min] {
            let error = refusal { () throws(RuleRefusal) in try extend(today + 9, months, on: today) }
            #expect(error?.code == .monthsOutOfRange)
        }
        #expect(
            refusal { () throws(RuleRefusal) in try extend(today + 9, Int.max, on: today) }?.code == .extensionAboveCap)
    }

    @Test("A coverage that rests past what was its end can still be extended")
    func paused() throws {
        #expect(try extend(day("2026-01-01"), 1, on: day("2026-03-01"), isPaused: true) == day("2026-02-01"))
    }
}

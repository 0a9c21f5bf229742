import FlexJobs
import Municipal
import PropertyTestSupport
import Testing

@Suite("Who may get a place")
struct AdmissionRuleTests {
    @Test(
        "10.0 hours are too many where the bound is below 10 and fit where it is at most 10",
        arguments: [("10.0", false, true), ("9.99", true, true), ("10:01", false, false), ("0", false, false)])
    func hours(_ text: String, _ below: Bool, _ atMost: Bool) throws {
        let ten = try Hours(parsing: "10")
        let hours = try Hours(parsing: text)
        #expect(WeeklyHoursBound.below(ten).admits(hours) == below)
        #expect(WeeklyHoursBound.atMost(ten).admits(hours) == atMost)
    }

    @Test("Hours out of bound are refused with the bound")
    func hoursMessage() throws {
        let ten = try Hours(parsing: "10.0")
        let error = refusal { () throws(RuleRefusal) in try WeeklyHoursBound.below(ten).check(ten) }
        #expect(error?.message == "10 hours a week do not fit this pool: more than 0 and below 10 are allowed")
        #expect(refusal { () throws(RuleRefusal) in try WeeklyHoursBound.atMost(ten).check(ten) } == nil)
    }

    @Test("First in line but below the age is skipped until the birthday, and then first again")
    func belowTheAge() throws {
        let rules = [TargetGroupRule(targetGroup: "6.12", minimumAge: 30)]
        let births = [1: try day("1996-02-29"), 2: try day("1980-01-01")]
        let queue = [
            QueuedEntry(id: 1, classRank: 1, queuedOn: try day("2025-01-01")),
            QueuedEntry(id: 2, classRank: 1, queuedOn: try day("2025-06-01")),
        ]
        func next(_ date: String) throws -> Int? {
            let today = try day(date)
            return WaitingOrder.next(queue, on: today) { entry in
                EligibilityRule.verdict(
                    targetGroups: ["6.12"], birthDate: births[entry.id], rules: rules, on: today
                ).isEligible
            }?.id
        }
        #expect(try next("2026-02-28") == 2)
        #expect(try next("2026-03-01") == 1)
        let verdict = EligibilityRule.verdict(
            targetGroups: ["6.12"], birthDate: births[1], rules: rules, on: try day("2026-02-28"))
        #expect(verdict == .belowAge(minimum: 30, until: try day("2026-03-01")))
        let refused = refusal { () throws(RuleRefusal) in try verdict.check() }
        #expect(
            refused?.message
                == "the citizen can't get a place in this pool: below the age of 30 until 2026-03-01")
    }

    @Test("Under 30 ends on the thirtieth birthday")
    func aboveTheAge() throws {
        let rules = [TargetGroupRule(targetGroup: "6.4", maximumAge: 29)]
        let birth = try day("1996-05-17")
        func verdict(_ date: String) throws -> Eligibility {
            EligibilityRule.verdict(targetGroups: ["6.4"], birthDate: birth, rules: rules, on: try day(date))
        }
        #expect(try verdict("2026-05-16") == .eligible(targetGroup: "6.4"))
        #expect(try verdict("2026-05-17") == .aboveAge(maximum: 29))
    }

    @Test("One fitting target group is enough, and an unknown date of birth fails only rules with an age")
    func groups() throws {
        let today = try day("2026-01-01")
        let rules = [
            TargetGroupRule(targetGroup: "flex", minimumAge: 18), TargetGroupRule(targetGroup: "small"),
        ]
        func verdict(_ groups: Set<String>, _ birth: Day?) -> Eligibility {
            EligibilityRule.verdict(targetGroups: groups, birthDate: birth, rules: rules, on: today)
        }
        #expect(verdict(["flex"], nil) == .birthDateUnknown)
        #expect(verdict(["flex", "small"], nil) == .eligible(targetGroup: "small"))
        #expect(verdict(["other"], today) == .notInTargetGroup)
        #expect(verdict([], nil) == .notInTargetGroup)
        #expect(verdict(["flex"], today + 1) == .belowAge(minimum: 18, until: (today + 1).adding(months: 216)))
    }

    @Test("The line is ordered by class, then date, then number, and parked entries wait for their date")
    func order() throws {
        let entries = [
            QueuedEntry(id: 4, classRank: 2, queuedOn: try day("2020-01-01")),
            QueuedEntry(id: 3, classRank: 1, queuedOn: try day("2025-03-01")),
            QueuedEntry(id: 2, classRank: 1, queuedOn: try day("2025-03-01")),
            QueuedEntry(id: 1, classRank: 1, queuedOn: try day("2025-01-01"), parkedUntil: try day("2025-06-01")),
        ]
        #expect(WaitingOrder.sorted(entries).map(\.id) == [1, 2, 3, 4])
        let before = try day("2025-05-31")
        #expect(WaitingOrder.candidates(entries, on: before) { _ in true }.map(\.id) == [2, 3, 4])
        #expect(WaitingOrder.candidates(entries, on: before + 1) { _ in true }.map(\.id) == [1, 2, 3, 4])
        #expect(WaitingOrder.next(entries, on: before) { $0.id != 2 }?.id == 3)
        #expect(WaitingOrder.next(entries, on: before) { _ in false } == nil)
    }

    @Test("An offer can be answered through its last day and lapses the day after")
    func deadline() throws {
        let offer = OfferDeadline(madeOn: try day("2025-06-01"), answerDays: 14)
        #expect(try offer.lastDay == day("2025-06-15") && offer.lapsesOn == day("2025-06-16"))
        #expect(try offer.isOpen(on: day("2025-06-15")) && !offer.isOpen(on: day("2025-06-16")))
        #expect(try OfferDeadline(madeOn: day("2025-06-01"), answerDays: -3).lastDay == day("2025-06-01"))
    }

    @Test("Follow-ups fall due 3, 6 and 12 months after the end, clamped to the month's end")
    func followUps() throws {
        let due = FollowUpRule.dueDays(end: try day("2025-11-30"))
        #expect(due.map(\.months) == [3, 6, 12])
        #expect(due.map(\.day.description) == ["2026-02-28", "2026-05-30", "2026-11-30"])
    }
}

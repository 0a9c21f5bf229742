import Municipal
import Programmes
import Testing

@Suite("Indicators")
struct IndicatorTests {
    private let asOf: Day
    private let week10: Int
    private let reasons = [
        StopReason(name: "sickness", effect: .attrition, isHealthData: true),
        StopReason(name: "moved", effect: .attrition), StopReason(name: "job", effect: .outcome),
        StopReason(name: "mistake", effect: .neither),
    ]

    init() throws {
        asOf = try day("2020-03-02")
        week10 = try week("2020-W10")
    }

    private func facts(
        _ number: Int64, citizen: Int64? = nil, stop: ReferralCourse.Stop? = nil, full: WeekSet = WeekSet(),
        partial: WeekSet = WeekSet(), notSupported: WeekSet = WeekSet()
    ) -> ReferralFacts {
        let weeks = WeeksByStatus(full: full, partial: partial, notSupported: notSupported)
        return ReferralFacts(
            referral: number, citizen: citizen ?? number, referredOn: asOf - 400, course: ReferralCourse(stop: stop),
            weeks: WeekEvidence([WeekStatement(fact: 1, source: "s", weeks: weeks)]))
    }

    /// IMPACT60 on 2 March 2020: 130 referred, 49 stopped, 29 of the others self-supporting.
    private func impact() -> [ReferralFacts] {
        (1...130 as ClosedRange<Int64>).map { number in
            let stop = ReferralCourse.Stop(on: asOf - Int(number), reason: number % 2 == 0 ? "sickness" : "moved")
            let supported = WeekSet((week10 - 3)..<(week10 + 1))
            if number <= 49 { return facts(number, stop: stop) }
            if number <= 60 { return facts(number, partial: supported) }
            return number <= 78 ? facts(number, full: supported) : facts(number, notSupported: supported)
        }
    }

    private func tally(_ measure: OutcomeMeasure, _ facts: [ReferralFacts]) -> OutcomeTally {
        var tally = OutcomeTally(measure, asOf: asOf, stopReasons: reasons)
        for citizen in Dictionary(grouping: facts, by: \.citizen).values { tally.add(citizen) }
        return tally
    }

    @Test("IMPACT60 on 2 March 2020 is 29 of 81, of 130 and of 120, and 49 of 130 stopped")
    func impact60() {
        let remaining = tally(OutcomeMeasure(.onTheDay, of: .remaining), impact())
        #expect(remaining.value == Ratio(29, of: 81) && remaining.value.tenthsOfPercent == 358)
        #expect(remaining.referred == 130 && remaining.droppedOut == 49)
        let referred = tally(OutcomeMeasure(.onTheDay, of: .referred), impact())
        #expect(referred.value == Ratio(29, of: 130) && referred.value.tenthsOfPercent == 223)
        let planned = tally(OutcomeMeasure(.onTheDay, of: .planned(120)), impact())
        #expect(planned.value == Ratio(29, of: 120) && planned.value.quotient == 0.24)
        let stopped = tally(OutcomeMeasure(.stopped, of: .referred), impact())
        #expect(stopped.value == Ratio(49, of: 130) && stopped.value.tenthsOfPercent == 377)
        #expect(stopped.attrition == Ratio(49, of: 130))
        let full = tally(OutcomeMeasure(.onTheDay, of: .remaining, countsFullOnly: true), impact())
        #expect(full.value == Ratio(18, of: 81))
    }

    @Test("12 are missing for half of the 81, 31 for half of the planned 120")
    func gaps() {
        let half = Goal(Ratio(50, of: 100))
        #expect(half.count(of: 81) == 41 && half.gap(Ratio(29, of: 81)) == 12)
        #expect(half.count(of: 120) == 60 && half.gap(Ratio(29, of: 120)) == 31)
        #expect(
            !half.isMet(by: Ratio(40, of: 81)) && half.isMet(by: Ratio(41, of: 81)) && half.gap(Ratio(50, of: 81)) == 0)
        let small = tally(
            OutcomeMeasure(.onTheDay, of: .plannedAfterAttrition(250, attrition: Ratio(20, of: 100))), impact())
        #expect(small.value == Ratio(29, of: 200))
        #expect(Goal(Ratio(40, of: 100)).count(of: 200) == 80)
    }

    @Test("At least 70 per cent of 1,000 is 60 away from 640, more than 70 per cent 61; 700 meets the one only")
    func strict() {
        let atLeast = Goal(Ratio(70, of: 100))
        let moreThan = Goal(Ratio(70, of: 100), .moreThan)
        #expect(atLeast.gap(Ratio(640, of: 1000)) == 60 && moreThan.gap(Ratio(640, of: 1000)) == 61)
        #expect(atLeast.isMet(by: Ratio(700, of: 1000)) && !moreThan.isMet(by: Ratio(700, of: 1000)))
        let passive = Goal(Ratio(30, of: 100), .lessThan)
        #expect(passive.gap(Ratio(360, of: 1000)) == 61 && !passive.isMet(by: Ratio(300, of: 1000)))
        #expect(Goal(Ratio(13, of: 100), .atMost).gap(Ratio(153, of: 1000)) == 23)
        #expect(atLeast.gap(Ratio(520, of: 870)) == 89)
        #expect(Ratio(760, of: 1000).tenthsOfPercent == 760 && Ratio(640, of: 1000).tenthsOfPercent == 640)
        #expect(Goal(Ratio(1, of: 0)).gap(Ratio(1, of: 2)) == nil && !atLeast.isMet(by: Ratio(0, of: 0)))
    }

    @Test("A goal's count is the smallest that meets it, or the largest where less is better")
    func counts() {
        for comparison in Goal.Comparison.allCases {
            for base in 1...40 {
                for numerator in 0...7 {
                    let goal = Goal(Ratio(numerator, of: 7), comparison)
                    let meeting = (-1...(base + 1)).filter { goal.isMet(by: Ratio($0, of: base)) }
                    let isMore = comparison == .atLeast || comparison == .moreThan
                    #expect(goal.count(of: base) == (isMore ? meeting.min() : meeting.max()), "\(goal) of \(base)")
                }
            }
        }
    }

    @Test("A stock on the day, ever, and sustained weeks are three figures")
    func variants() {
        let people = [
            facts(1, full: WeekSet((week10 - 20)..<(week10 - 10))),
            facts(2, partial: WeekSet(week10..<(week10 + 1))),
            facts(3, full: WeekSet((week10 - 13)..<(week10 + 1))),
            facts(4, full: WeekSet((week10 + 1)..<(week10 + 5))),
        ]
        func count(_ variant: OutcomeMeasure.Variant) -> Int {
            tally(OutcomeMeasure(variant, of: .referred), people).value.numerator
        }
        #expect(count(.onTheDay) == 2 && count(.ever) == 3)
        #expect(
            count(.sustained(weeks: 10)) == 2 && count(.sustained(weeks: 14)) == 1 && count(.sustained(weeks: 15)) == 0)
    }

    @Test("Who stops for a job is an outcome, and who drops out and is self-supporting later counts of the referred")
    func stops() {
        let people = [
            facts(1, stop: .init(on: asOf, reason: "job")),
            facts(2, stop: .init(on: asOf, reason: "job"), notSupported: WeekSet(week10..<(week10 + 1))),
            facts(3, stop: .init(on: asOf - 9, reason: "sickness"), full: WeekSet(week10..<(week10 + 1))),
            facts(4, stop: .init(on: asOf, reason: "mistake")), facts(5, stop: .init(on: asOf, reason: "no such")),
            facts(6, stop: .init(on: asOf + 1, reason: "sickness")),
        ]
        let remaining = tally(OutcomeMeasure(.onTheDay, of: .remaining), people)
        #expect(remaining.value == Ratio(1, of: 4) && remaining.droppedOut == 2)
        #expect(tally(OutcomeMeasure(.onTheDay, of: .referred), people).value == Ratio(2, of: 6))
        #expect(tally(OutcomeMeasure(.ever, of: .referred), people).value == Ratio(3, of: 6))
        #expect(remaining.reachedAfterDroppingOut == 1)
    }

    @Test("A citizen referred again is two referrals and one citizen, dropped out if the last referral was")
    func citizens() {
        let people = [
            facts(1, citizen: 9, stop: .init(on: asOf - 5, reason: "moved"), full: WeekSet(week10..<(week10 + 1))),
            facts(2, citizen: 9),
        ]
        #expect(tally(OutcomeMeasure(.onTheDay, of: .referred), people).value == Ratio(1, of: 2))
        let persons = tally(OutcomeMeasure(.onTheDay, of: .remaining, unit: .citizens), people)
        #expect(persons.value == Ratio(1, of: 1) && persons.repeated == 1)
    }

    @Test("Små job counts who had a first hour within 52 weeks of the referral")
    func hoursWithin() throws {
        func worked(_ number: Int64, after days: Int) throws -> ReferralFacts {
            var facts = facts(number)
            facts.hours = HourEvidence([try hours([facts.referredOn + days: 120])])
            return facts
        }
        let people = try [worked(1, after: 0), worked(2, after: 363), worked(3, after: 364), facts(4)]
        #expect(tally(OutcomeMeasure(.hoursWithin(weeks: 52), of: .referred), people).value == Ratio(2, of: 4))
    }

    @Test("40 per cent of 200 are 80; with the attrition observed 62.3 remain of 250, and 80 take 321 referrals")
    func plan() throws {
        let plan = OutcomePlan(referrals: 250, attrition: Ratio(20, of: 100), success: Ratio(40, of: 100))
        #expect(try plan.remaining == Ratio(200, of: 1) && plan.successes == Ratio(80, of: 1))
        #expect(plan.referralsNeeded(for: 80) == 250)
        let observed = plan.with(attrition: Ratio(49, of: 130))
        #expect(try observed.remaining.tenths == 1558)
        #expect(try observed.successes.tenths == 623)
        #expect(observed.referralsNeeded(for: 80) == 321)
        #expect(plan.with(attrition: Ratio(1, of: 1)).referralsNeeded(for: 80) == nil)
        #expect(Ratio(80, of: 250).tenthsOfPercent == 320)
        let huge = OutcomePlan(referrals: .max, attrition: Ratio(1, of: .max), success: Ratio(.max - 2, of: .max))
        #expect(throws: OverflowError.self) { try huge.successes }
        #expect(huge.referralsNeeded(for: .max) == nil)
    }

    @Test("14.2 per cent is 47.8 per cent of the way from 15.3 to 13, and 21 to 35 per cent of 400 is 84 to 140")
    func progress() {
        let share = GoalProgress(baseline: Ratio(153, of: 1000), goal: Ratio(130, of: 1000))
        #expect(share.share(at: Ratio(142, of: 1000)) == Ratio(11, of: 23))
        #expect(share.share(at: Ratio(142, of: 1000))?.tenthsOfPercent == 478)
        #expect(share.share(at: Ratio(164, of: 1000))?.tenthsOfPercent == -478)
        #expect(share.share(at: Ratio(13, of: 100))?.tenthsOfPercent == 1000)
        #expect(Goal(Ratio(21, of: 100)).count(of: 400) == 84 && Goal(Ratio(35, of: 100)).count(of: 400) == 140)
        let hours = GoalProgress(baseline: Ratio(84, of: 400), goal: Ratio(140, of: 400))
        #expect(hours.share(at: Ratio(112, of: 400))?.tenthsOfPercent == 500)
        #expect(GoalProgress(baseline: Ratio(1, of: 2), goal: Ratio(2, of: 4)).share(at: Ratio(1, of: 3)) == nil)
        #expect(share.share(at: Ratio(0, of: 0)) == nil)
    }

    @Test("The definition names what is counted and of how many")
    func definition() {
        #expect(
            OutcomeMeasure(.sustained(weeks: 13), of: .remaining).definition
                == "The number of referrals wholly or partly self-supporting in at least 13 weeks in a row up to the day, "
                + "of those up to the day that did not drop out; who did is in neither number.")
    }
}

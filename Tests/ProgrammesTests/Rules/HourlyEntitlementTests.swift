import Municipal
import Programmes
import Testing

@Suite("Payment for referrals, hours and milestones")
struct HourlyEntitlementTests {
    private let referredOn: Day

    init() throws {
        referredOn = try day("2020-05-18")
    }

    private func facts(_ minutes: [Day: Int], number: Int64 = 1, course: ReferralCourse = ReferralCourse()) throws
        -> ReferralFacts
    {
        ReferralFacts(
            referral: number, citizen: 1, referredOn: referredOn, course: course,
            hours: HourEvidence(minutes.isEmpty ? [] : [try hours(minutes)]))
    }

    private func entitlement(_ terms: [PaymentTerm], _ facts: [ReferralFacts], through: Day = Day.max) throws
        -> Entitlement
    {
        try Entitlement(of: facts, under: [version(terms)], through: through)
    }

    @Test("Hired in week 30 with 6 hours a week for 40 weeks comes to 17,520 and 9,392, together 26,912 kr")
    func example() throws {
        let hired = referredOn + 29 * 7
        let minutes = Dictionary(uniqueKeysWithValues: (0..<40).map { (hired + $0 * 7, 360) })
        let terms: [PaymentTerm] = [.referralFee(try Papers.fee()), .hourly(try Papers.bonus())]
        let result = try entitlement(terms, [facts(minutes)])
        #expect(try result.total == kroner(26_912))
        let bonus = try result.lines.filter { $0.term == "hours" }.map { try $0.amount() }
        #expect(try Money.sum(bonus) == kroner(17_520))
    }

    @Test("Never hired is the fee alone")
    func neverHired() throws {
        let terms: [PaymentTerm] = [.referralFee(try Papers.fee()), .hourly(try Papers.bonus())]
        #expect(try entitlement(terms, [facts([:])]).total == kroner(9392))
    }

    @Test("37 hours in 52 weeks are 140,452 kr, with the fee 149,844 kr")
    func most() throws {
        let minutes = Dictionary(
            uniqueKeysWithValues: (0..<52).flatMap { week in
                (0..<5).map { (referredOn + week * 7 + $0, 37 * 12) }
            })
        let terms: [PaymentTerm] = [.referralFee(try Papers.fee()), .hourly(try Papers.bonus())]
        #expect(try entitlement([.hourly(Papers.bonus())], [facts(minutes)]).total == kroner(140_452))
        #expect(try entitlement(terms, [facts(minutes)]).total == kroner(149_844))
    }

    @Test("7.4 hours are 540.20 kr, 7 hours 15 minutes 529.25 kr, and a minute is rounded half away from zero")
    func fractions() throws {
        for (minutes, amount) in [(444, 540.20), (435, 529.25), (1, 1.22), (3, 3.65), (0, 0)] {
            #expect(try entitlement([.hourly(Papers.bonus())], [facts([referredOn: minutes])]).total == kroner(amount))
        }
        let half = try HourlyTerm(key: "h", tariff: Tariff(always: 0.30), recruitmentWeeks: 52, jobWeeks: 52)
        #expect(try entitlement([.hourly(half)], [facts([referredOn: 1])]).total == Money(ore: 1))
    }

    @Test("The first hour opens 52 weeks and has to lie within 52 weeks of the referral")
    func windows() throws {
        let bonus: [PaymentTerm] = [.hourly(try Papers.bonus())]
        let inWeek10 = referredOn + 63
        let result = try entitlement(bonus, [facts([inWeek10: 60, inWeek10 + 363: 60, inWeek10 + 364: 60])])
        #expect(try result.total == kroner(146))
        #expect(result.refused.map(\.reason) == [.jobWindowOver])
        #expect(result.refused.first?.service == .hours(inWeek10 + 364, minutes: 60))
        let lastDay = try day("2021-05-16")
        #expect(lastDay == referredOn + 363)
        let onLastDay = try entitlement(bonus, [facts([lastDay: 60, day("2022-05-14"): 60])])
        #expect(try onLastDay.total == kroner(146))
        let tooLate = try entitlement(bonus, [facts([lastDay + 1: 60, lastDay + 2: 60])])
        #expect(tooLate.lines.isEmpty && Set(tooLate.refused.map(\.reason)) == [.outsideRecruitment])
        #expect(try entitlement(bonus, [facts([inWeek10: 60, inWeek10 + 365: 60])]).total == kroner(73))
    }

    @Test("Several employers are one line a day, and two sources of one employer are not added up")
    func employers() throws {
        let other = HourStatement(
            fact: 3, source: "payslip", employer: try CVRNumber(parsing: "24256790"), minutes: [referredOn: 30])
        let register = try hours([referredOn: 60], fact: 2, source: "e_income")
        var facts = try facts([referredOn: 90])
        facts.hours = HourEvidence([other, register] + facts.hours.statements)
        let result = try entitlement([.hourly(Papers.bonus())], [facts])
        #expect(result.lines.map(\.service) == [.hours(referredOn, minutes: 90)])
    }

    @Test("A cap on the hours of a week cuts the day on which it is reached")
    func weeklyCap() throws {
        let term: [PaymentTerm] = [.hourly(try Papers.bonus(minutesAWeek: 600))]
        let result = try entitlement(
            term, [facts([referredOn: 444, referredOn + 1: 444, referredOn + 2: 60, referredOn + 7: 444])])
        #expect(
            result.lines.map(\.service) == [
                .hours(referredOn, minutes: 444), .hours(referredOn + 1, minutes: 156),
                .hours(referredOn + 7, minutes: 444),
            ])
        #expect(
            result.refused.map(\.service) == [
                .hours(referredOn + 1, minutes: 288), .hours(referredOn + 2, minutes: 60),
            ])
        #expect(Set(result.refused.map(\.reason)) == [.capHours])
    }

    @Test("Hours of one day are paid under one referral of the citizen")
    func twice() throws {
        let minutes = [referredOn + 10: 60]
        let result = try entitlement([.hourly(Papers.bonus())], [facts(minutes), facts(minutes, number: 2)])
        #expect(try result.total == kroner(73))
        #expect(result.refused.map(\.reason) == [.paidElsewhere])
    }

    @Test("A fee is paid for each referral or for a citizen once, and not after a no-show where that is agreed")
    func fees() throws {
        let noShow = ReferralCourse(stop: .init(on: referredOn + 3, reason: "no_show"))
        let two = [try facts([:], course: noShow), try facts([:], number: 2)]
        #expect(try entitlement([.referralFee(Papers.fee())], two).total == kroner(18_784))
        let once = try entitlement([.referralFee(Papers.fee(once: .citizen))], two)
        #expect(try once.total == kroner(9392))
        #expect(once.refused.map(\.reason) == [.oncePerCitizen])
        let refund = try Papers.fee(once: .citizen, refundedStops: ["no_show"])
        let refunded = try entitlement([.referralFee(refund)], two)
        #expect(refunded.lines.map(\.referral) == [2])
        #expect(refunded.refused.map(\.reason) == [.stoppedBeforeStart])
        let before = try entitlement([.referralFee(refund)], two, through: referredOn + 2)
        #expect(before.lines.map(\.referral) == [1])
        var started = noShow
        started.startedOn = referredOn + 1
        #expect(try entitlement([.referralFee(refund)], [facts([:], course: started)]).total == kroner(9392))
    }

    @Test("A milestone is paid once, on the day it is reached")
    func milestones() throws {
        let first = try week("2020-W30")
        let course = ReferralCourse(
            startedOn: referredOn + 1, courseEndedOn: referredOn + 20, phases: ["job": referredOn + 30])
        var facts = try facts([:], course: course)
        facts.weeks = WeekEvidence([
            WeekStatement(
                fact: 1, source: "s",
                weeks: WeeksByStatus(
                    full: WeekSet([first..<(first + 2), (first + 5)..<(first + 20)]),
                    partial: WeekSet((first + 2)..<(first + 3))))
        ])
        func reached(_ event: MilestoneTerm.Event, fullOnly: Bool = false, through: Day = Day.max) throws
            -> [ServiceUnit]
        {
            let term = try MilestoneTerm(key: "m", event: event, tariff: Tariff(always: 500), countsFullOnly: fullOnly)
            return try entitlement([.milestone(term)], [facts], through: through).lines.map(\.service)
        }
        #expect(try reached(.started) == [.event(referredOn + 1)])
        #expect(try reached(.courseEnded) == [.event(referredOn + 20)])
        #expect(try reached(.phaseEntered("job")) == [.event(referredOn + 30)])
        #expect(try reached(.phaseEntered("other")) == [])
        #expect(try reached(.started, through: referredOn) == [])
        #expect(try reached(.selfSupportedWeeks(1)) == [.event(ISOWeek.monday(ofIndex: first))])
        #expect(try reached(.selfSupportedWeeks(3)) == [.event(ISOWeek.monday(ofIndex: first + 2))])
        #expect(try reached(.selfSupportedWeeks(3), fullOnly: true) == [.event(ISOWeek.monday(ofIndex: first + 7))])
        #expect(try reached(.selfSupportedWeeks(3), through: ISOWeek.monday(ofIndex: first + 2) + 5) == [])
        #expect(try reached(.selfSupportedWeeks(16)) == [])
    }

    @Test("A referral keeps the version that held on its day, and amounts in it follow the day of service")
    func versions() throws {
        let change = try day("2020-07-01")
        let old = try AgreementVersion(
            id: 1, valid: DateSpan(from: day("2020-01-01"), to: change), terms: [.referralFee(Papers.fee())])
        let new = try AgreementVersion(
            id: 2, valid: DateSpan(endlessFrom: change),
            terms: [.referralFee(ReferralFeeTerm(key: "fee", tariff: Tariff(always: 1)))])
        let early = try facts([:])
        let late = ReferralFacts(referral: 2, citizen: 1, referredOn: change)
        let result = try Entitlement(of: [early, late], under: [old, new], through: Day.max)
        #expect(result.lines.map(\.each) == [kroner(9392), kroner(1)])
        #expect(result.lines.map(\.agreement) == [1, 2])
    }
}

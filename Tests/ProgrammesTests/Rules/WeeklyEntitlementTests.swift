import Municipal
import Programmes
import Testing

@Suite("Payment for weeks of self-support")
struct WeeklyEntitlementTests {
    private let first: Int
    private let later = Day.max

    init() throws {
        first = try week("2020-W10")
    }

    private func entitlement(
        _ term: WeeklyTerm, _ facts: [ReferralFacts], through: Day = Day.max
    ) throws -> Entitlement {
        try Entitlement(of: facts, under: [version([.weekly(term)])], through: through)
    }

    @Test("156 weeks wholly self-supported come to 124,176 kr and week 157 to nothing")
    func full() throws {
        let result = try entitlement(
            Papers.impact(), [referral(courseEndedBefore: first, full: [first..<(first + 157)])])
        #expect(try result.total == kroner(124_176))
        #expect(result.paidWeeks.count == 156)
        #expect(result.weeks(refusedFor: .capWeeks).runs == [(first + 156)..<(first + 157)])
        #expect(result.refused.first?.each == kroner(796))
    }

    @Test("156 weeks partly self-supported come to 60,060 kr, 100 and 56 weeks to 101,160 kr")
    func partial() throws {
        let partial = referral(courseEndedBefore: first, partial: [first..<(first + 156)])
        #expect(try entitlement(Papers.impact(), [partial]).total == kroner(60_060))
        let both = referral(
            courseEndedBefore: first, full: [first..<(first + 100)], partial: [(first + 100)..<(first + 200)])
        let result = try entitlement(Papers.impact(), [both])
        #expect(try result.total == kroner(101_160))
        #expect(try result.lines.map { try $0.amount() } == [kroner(79_600), kroner(21_560)])
    }

    @Test("30 weeks, a gap of 20 and 60 more are 46,980 kr; paid weeks leave 66, a window leaves 46")
    func gap() throws {
        let start = first
        func facts(after weeks: Int) -> ReferralFacts {
            referral(
                courseEndedBefore: start, full: [start..<(start + 30)],
                partial: [(start + 50)..<(start + 110 + weeks)])
        }
        #expect(try entitlement(Papers.impact(), [facts(after: 0)]).total == kroner(46_980))
        let counted = try entitlement(Papers.impact(), [facts(after: 100)])
        #expect(counted.paidWeeks.count - 90 == 66)
        let window = try entitlement(Papers.impact(cap: WeekCap(window: .weeks(156))), [facts(after: 100)])
        #expect(window.paidWeeks.count - 90 == 46)
        #expect(window.weeks(refusedFor: .windowOver).first == first + 156)
    }

    @Test("With both caps whichever is reached first ends the payment")
    func both() throws {
        let cap = try WeekCap(paidWeeks: 50, window: .months(36))
        let without = try entitlement(
            Papers.impact(cap: cap), [referral(courseEndedBefore: first, full: [first..<(first + 200)])])
        #expect(without.paidWeeks.count == 50 && without.refused.map(\.reason) == [.capWeeks])
        let pause = referral(
            courseEndedBefore: first, full: [first..<(first + 10), (first + 150)..<(first + 200)])
        let late = try entitlement(Papers.impact(cap: cap), [pause])
        #expect(late.refused.map(\.reason) == [.windowOver])
    }

    @Test(
        "Three calendar years from a Monday hold 157 weeks, one more than 156, also where ISO years of 53 weeks lie in them"
    )
    func years() throws {
        let cap = try WeekCap(window: .months(36))
        func weeks(from text: String) throws -> Int {
            let start = try week(text)
            return try entitlement(
                Papers.impact(cap: cap), [referral(courseEndedBefore: start, full: [start..<(start + 200)])]
            ).paidWeeks.count
        }
        #expect(try weeks(from: "2020-W01") == 157)
        #expect(try weeks(from: "2021-W02") == 157)
        #expect(try weeks(from: "2018-W01") == 157)
        #expect(try weeks(from: "2022-W10") == 157)
        #expect(ISOWeek.count(in: 2020) + ISOWeek.count(in: 2021) + ISOWeek.count(in: 2022) == 157)
        #expect(ISOWeek.count(in: 2017) + ISOWeek.count(in: 2018) + ISOWeek.count(in: 2019) == 156)
    }

    @Test("Each tier can have a cap of its own")
    func ownCaps() throws {
        let cap = try WeekCap(paidWeeks: 10, isShared: false)
        let facts = referral(
            courseEndedBefore: first, full: [first..<(first + 15)], partial: [(first + 15)..<(first + 40)])
        let result = try entitlement(Papers.impact(cap: cap), [facts])
        #expect(try result.total == kroner(10 * 796 + 10 * 385))
    }

    @Test("A week pays if it begins on the day the course ended or later")
    func courseEnd() throws {
        var facts = referral(courseEndedBefore: first, full: [(first - 2)..<(first + 2)])
        #expect(try entitlement(Papers.impact(), [facts]).paidWeeks.runs == [first..<(first + 2)])
        facts.course.courseEndedOn = ISOWeek.monday(ofIndex: first)
        #expect(try entitlement(Papers.impact(), [facts]).paidWeeks.runs == [first..<(first + 2)])
        facts.course.courseEndedOn = ISOWeek.monday(ofIndex: first) + 1
        let result = try entitlement(Papers.impact(), [facts])
        #expect(result.paidWeeks.runs == [(first + 1)..<(first + 2)])
        #expect(result.weeks(refusedFor: .beforeCourseEnd).runs == [(first - 2)..<(first + 1)])
        facts.course.courseEndedOn = nil
        #expect(try entitlement(Papers.impact(), [facts]).refused.map(\.reason) == [.noCourseEnd])
    }

    @Test("A week is due when it has ended")
    func due() throws {
        let facts = referral(courseEndedBefore: first, full: [first..<(first + 1)])
        let sunday = ISOWeek.monday(ofIndex: first) + 6
        #expect(try sunday == day("2020-03-08"))
        let before = try entitlement(Papers.impact(), [facts], through: sunday - 1)
        #expect(before.lines.isEmpty && before.refused.map(\.reason) == [.notEndedYet])
        #expect(try entitlement(Papers.impact(), [facts], through: sunday).total == kroner(796))
    }

    @Test("Unknown weeks never pay, and weeks without self-support are no refusal")
    func unknown() throws {
        let facts = referral(
            courseEndedBefore: first, full: [first..<(first + 1)], unknown: [(first + 1)..<(first + 3)],
            notSupported: [(first + 3)..<(first + 9)])
        let result = try entitlement(Papers.impact(), [facts])
        #expect(try result.total == kroner(796))
        #expect(result.refused.map(\.reason) == [.unknown] && result.weeks(refusedFor: .unknown).count == 2)
    }

    @Test("A gap of the agreed length ends the right, and evidence that comes late closes it")
    func endingGap() throws {
        let term = try Papers.impact(endsAfterGap: 20)
        let apart = referral(
            courseEndedBefore: first, full: [first..<(first + 30), (first + 50)..<(first + 60)])
        let ended = try entitlement(term, [apart])
        #expect(ended.paidWeeks.count == 30 && ended.weeks(refusedFor: .gap).count == 10)
        let closer = referral(
            courseEndedBefore: first, full: [first..<(first + 30), (first + 49)..<(first + 60)])
        #expect(try entitlement(term, [closer]).paidWeeks.count == 41)
    }

    @Test("A stop that ends the right ends it from the week that begins on its day or later")
    func endingStop() throws {
        let term = try Papers.impact(endingStops: ["moved"])
        var facts = referral(courseEndedBefore: first, full: [first..<(first + 5)])
        facts.course.stop = .init(on: ISOWeek.monday(ofIndex: first + 2) + 1, reason: "moved")
        let result = try entitlement(term, [facts])
        #expect(result.paidWeeks.runs == [first..<(first + 3)])
        #expect(result.weeks(refusedFor: .afterStop).runs == [(first + 3)..<(first + 5)])
        facts.course.stop = .init(on: ISOWeek.monday(ofIndex: first + 2), reason: "sickness")
        #expect(try entitlement(term, [facts]).paidWeeks.count == 5)
    }

    @Test("A week is paid at the amount that holds on its Monday")
    func tariffs() throws {
        let change = try day("2020-04-01")
        let tariff = try Tariff([
            .init(from: change, amount: kroner(810)), .init(from: day("2020-01-01"), amount: kroner(796)),
        ])
        let term = try WeeklyTerm(key: "w", full: tariff, partial: nil, starts: .afterReferral)
        let start = try week("2019-W52")
        var facts = referral(courseEndedBefore: start - 20, full: [start..<(start + 20)])
        facts.course.courseEndedOn = nil
        let result = try entitlement(term, [facts])
        #expect(result.weeks(refusedFor: .noTariff).count == 2)  // 2019-W52 and 2020-W01, which begins on 30 December
        let april = try week("2020-W15")
        #expect(
            result.lines.map(\.service) == [
                .weeks((start + 2)..<april, .full), .weeks(april..<(start + 20), .full),
            ])
        #expect(result.lines.map(\.rate) == [kroner(796), kroner(810)])
    }

    @Test("A tier without an amount pays nothing")
    func oneTier() throws {
        let term = try WeeklyTerm(key: "w", full: Tariff(always: 1), partial: nil)
        let facts = referral(courseEndedBefore: first, partial: [first..<(first + 3)])
        #expect(try entitlement(term, [facts]).refused.map(\.reason) == [.noTariff])
    }

    @Test("A citizen referred twice is paid once for a week and has one cap, or one for each referral")
    func twice() throws {
        let one = referral(1, courseEndedBefore: first, full: [first..<(first + 100)])
        let two = referral(2, courseEndedBefore: first + 50, full: [(first + 50)..<(first + 250)])
        let result = try entitlement(Papers.impact(), [two, one])
        #expect(try result.total == kroner(124_176))
        #expect(result.lines.map(\.referral) == [1, 2])
        #expect(result.weeks(refusedFor: .paidElsewhere).runs == [(first + 50)..<(first + 100)])
        #expect(result.weeks(refusedFor: .capWeeks).runs == [(first + 156)..<(first + 250)])
        let own = try WeekCap(paidWeeks: 60, scope: .referral)
        let each = try entitlement(Papers.impact(cap: own), [one, two])
        #expect(
            each.lines.map(\.service) == [
                .weeks(first..<(first + 60), .full), .weeks((first + 60)..<(first + 120), .full),
            ])
    }

    @Test("A referral without an agreement is refused, and one after the day is not there yet")
    func agreement() throws {
        let facts = referral(courseEndedBefore: first, full: [first..<(first + 1)])
        #expect(try Entitlement(of: [facts], under: [], through: later).refused.map(\.reason) == [.noAgreement])
        #expect(try Entitlement(of: [facts], under: [], through: facts.referredOn - 1) == Entitlement())
    }

    @Test("The 29 of 2 March 2020 cost between 11,165 and 23,084 kr a week")
    func week10() throws {
        for (status, cost) in [(WeekStatus.partial, 11_165.0), (.full, 23_084)] {
            var total = Money.zero
            for number in 1...29 as ClosedRange<Int64> {
                let weeks = [first..<(first + 1)]
                let facts = referral(
                    number, citizen: number, courseEndedBefore: first, full: status == .full ? weeks : [],
                    partial: status == .partial ? weeks : [])
                total = try total + entitlement(Papers.impact(), [facts]).total
            }
            #expect(total == kroner(cost))
        }
    }
}

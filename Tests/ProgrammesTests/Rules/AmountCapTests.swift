import Municipal
import Programmes
import PropertyTestSupport
import Testing

@Suite("Caps in kroner")
struct AmountCapTests {
    private let first: Int

    init() throws {
        first = try week("2020-W10")
    }

    private func settle(
        _ citizens: [ReferralFacts], _ terms: [PaymentTerm], _ caps: AmountCaps, through: Day = Day.max
    ) throws -> [Entitlement] {
        let versions = [try version(terms, caps: caps)]
        var all = try citizens.map { try Entitlement(of: [$0], under: versions, through: through) }
        var counted = AgreementCaps(versions)
        for entitlement in all { try counted.count(entitlement) }
        var cut = try counted.cut()
        for index in all.indices { cut.apply(to: &all[index]) }
        return all
    }

    @Test("The unit that exceeds a citizen's cap is paid in part and the rest refused")
    func citizen() throws {
        let facts = referral(courseEndedBefore: first, full: [first..<(first + 10)])
        let result = try settle([facts], [.weekly(Papers.impact())], AmountCaps(perCitizen: kroner(2000)))[0]
        #expect(try result.total == kroner(2000))
        #expect(result.lines.map(\.each) == [kroner(796), kroner(408)])
        #expect(
            result.lines.map(\.service) == [
                .weeks(first..<(first + 2), .full), .weeks((first + 2)..<(first + 3), .full),
            ])
        #expect(result.refused.map(\.each) == [kroner(388), kroner(796)])
        #expect(result.refused.last?.service == .weeks((first + 3)..<(first + 10), .full))
        #expect(Set(result.refused.map(\.reason)) == [.capCitizen])
    }

    @Test("A citizen's cap counts all terms in the order of the day of service")
    func order() throws {
        let term = try MilestoneTerm(key: "a", event: .courseEnded, tariff: Tariff(always: 1000))
        let facts = referral(courseEndedBefore: first, full: [first..<(first + 10)])
        let caps = AmountCaps(perCitizen: kroner(1500))
        let result = try settle([facts], [.weekly(Papers.impact()), .milestone(term)], caps)[0]
        #expect(result.lines.map(\.each) == [kroner(1000), kroner(500)])
    }

    @Test("The agreement's cap is used up day by day and, on its last day, citizen by citizen")
    func agreement() throws {
        let citizens = (1...3).map { number in
            referral(
                Int64(number), citizen: Int64(number), courseEndedBefore: first, full: [first..<(first + 4)])
        }
        let caps = AmountCaps(perAgreement: kroner(796 * 7 + 100))
        let result = try settle(citizens, [.weekly(Papers.impact())], caps)
        #expect(try result.map { try $0.total } == [kroner(796 * 3), kroner(796 * 2 + 100), kroner(796 * 2)])
        #expect(result[2].weeks(refusedFor: .capAgreement).runs == [(first + 2)..<(first + 4)])
        let reordered = try settle(citizens.reversed(), [.weekly(Papers.impact())], caps)
        #expect(try Money.sum(reordered.map { try $0.total }) == kroner(796 * 7 + 100))
    }

    @Test("A year's cap begins anew with the first week whose Monday lies in the year")
    func year() throws {
        let start = try week("2019-W51")
        let facts = referral(courseEndedBefore: start, full: [start..<(start + 6)])
        let result = try settle([facts], [.weekly(Papers.impact())], AmountCaps(perYear: kroner(800)))[0]
        // 2019-W51, 2019-W52 and 2020-W01 begin in 2019; 2020-W02 to W04 begin in 2020.
        #expect(
            result.lines.map(\.service) == [
                .weeks(start..<(start + 1), .full), .weeks((start + 1)..<(start + 2), .full),
                .weeks((start + 3)..<(start + 4), .full), .weeks((start + 4)..<(start + 5), .full),
            ])
        #expect(result.lines.map(\.each) == [kroner(796), kroner(4), kroner(796), kroner(4)])
        #expect(Set(result.refused.map(\.reason)) == [.capYear])
    }

    @Test("What a year's cap leaves counts in the agreement's, and a day can reach both")
    func both() throws {
        let start = try week("2020-W02")
        let citizens = (1...2).map { number in
            referral(Int64(number), citizen: Int64(number), courseEndedBefore: start, full: [start..<(start + 60)])
        }
        let caps = AmountCaps(perAgreement: kroner(1200), perYear: kroner(1000))
        let result = try settle(citizens, [.weekly(Papers.impact())], caps)
        #expect(try Money.sum(result.map { try $0.total }) == kroner(1200))
        #expect(Set(result.flatMap(\.refused).map(\.reason)) == [.capYear, .capAgreement])
        let lost = try result.flatMap(\.refused).map { try $0.each.multiplied(by: Int64($0.service.count)) }
        #expect(try Money.sum(lost) == kroner(2 * 60 * 796 - 1200))
    }

    @Test("Caps are used up before anything is refused for them, and what is paid and refused is all that was owed")
    func exact() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let terms: [PaymentTerm] = [.weekly(try Papers.impact()), .referralFee(try Papers.fee())]
        for _ in 0..<100 {
            let citizens = (1...(1 + generator.below(6))).map { number in
                let start = first + generator.below(60)
                return referral(
                    Int64(number), citizen: Int64(number), courseEndedBefore: start,
                    full: [start..<(start + generator.below(60))])
            }
            let most = (0..<3).map { _ in generator.chance(60) ? kroner(Double(generator.below(60_000))) : nil }
            let caps = AmountCaps(perCitizen: most[0], perAgreement: most[1], perYear: most[2])
            let free = try Money.sum(settle(citizens, terms, AmountCaps()).map { try $0.total })
            let result = try settle(citizens, terms, caps)
            let paid = try Money.sum(result.map { try $0.total })
            let lost = try Money.sum(
                result.flatMap(\.refused).map { try $0.each.multiplied(by: Int64($0.service.count)) })
            #expect(try paid + lost == free, "seed \(seed)")
            let reasons = Set(result.flatMap(\.refused).map(\.reason))
            if reasons.contains(.capAgreement) { #expect(paid == most[1], "seed \(seed)") }
            for entitlement in result where entitlement.refused.contains(where: { $0.reason == .capCitizen }) {
                #expect(try entitlement.total == most[0] || reasons.count > 1, "seed \(seed)")
            }
            if reasons == [.capYear] {
                let years = Set(result.flatMap(\.refused).filter { $0.reason == .capYear }.map(\.service.day.year))
                for year in years { #expect(try self.paid(result, in: year) == most[2], "seed \(seed)") }
            }
        }
    }

    private func paid(_ entitlements: [Entitlement], in year: Int) throws -> Money {
        var total = Money.zero
        for line in entitlements.flatMap(\.lines) {
            guard case .weeks(let weeks, _) = line.service else {
                if line.service.day.year == year { total = try total + line.each }
                continue
            }
            for week in weeks where ISOWeek.monday(ofIndex: week).year == year { total = try total + line.each }
        }
        return total
    }

    @Test("Without caps nothing is counted and nothing cut")
    func none() throws {
        #expect(!AgreementCaps([try version([.weekly(Papers.impact())])]).isNeeded)
        let facts = referral(courseEndedBefore: first, full: [first..<(first + 4)])
        let plain = try settle([facts], [.weekly(Papers.impact())], AmountCaps())[0]
        #expect(try plain.total == kroner(3184) && plain.lines.count == 1)
        let wide = try settle([facts], [.weekly(Papers.impact())], AmountCaps(perYear: kroner(3184)))[0]
        #expect(wide == plain)
    }
}

import Municipal
import Programmes
import Testing

@Suite("Commitments, control and the input's hash")
struct ForecastAndControlTests {
    @Test("What may still be owed is paid weeks left times the rate, by the year of each Monday")
    func commitment() throws {
        let start = try week("2020-W02")  // Monday 2020-01-06
        let facts = referral(courseEndedBefore: start, full: [start..<(start + 10)])
        let through = ISOWeek.monday(ofIndex: start + 10) - 1
        let versions = [try version([.weekly(Papers.impact())])]
        let forecast = CommitmentForecast(until: try day("2030-01-01"))
        let years = try forecast.perYear([facts], under: versions, through: through)
        #expect(years == [2020: kroner(796 * 42), 2021: kroner(796 * 52), 2022: kroner(796 * 52)])
        #expect(try Money.sum(years.values) == kroner(796 * 146))
        let partial = CommitmentForecast(assuming: .partial, until: try day("2020-12-31"))
        #expect(try partial.perYear([facts], under: versions, through: through) == [2020: kroner(385 * 41)])
        #expect(try CommitmentForecast(until: through).perYear([facts], under: versions, through: through).isEmpty)
    }

    @Test("At the most 60 citizens cost 7,450,560 kr and 120 cost 14,901,120 kr, partly 60 cost 3,603,600 kr")
    func most() throws {
        let through = try day("2019-12-31")
        let fresh = ReferralFacts(referral: 1, citizen: 1, referredOn: through - 30)
        let versions = [try version([.weekly(Papers.impact())])]
        func liability(_ status: WeekStatus, _ citizens: Int64) throws -> Money {
            let years = try CommitmentForecast(assuming: status, until: day("2040-01-01"))
                .perYear([fresh], under: versions, through: through)
            return try Money.sum(years.values).multiplied(by: citizens)
        }
        #expect(try liability(.full, 60) == kroner(7_450_560))
        #expect(try liability(.full, 120) == kroner(14_901_120))
        #expect(try liability(.partial, 60) == kroner(3_603_600))
        var stopped = fresh
        stopped.course.stop = .init(on: through, reason: "moved")
        #expect(
            try CommitmentForecast(assuming: .full, until: day("2040-01-01"))
                .perYear([stopped], under: versions, through: through).isEmpty)
    }

    @Test("A year of weeks is 41,392 kr wholly and 20,020 kr partly self-supported")
    func year() throws {
        let start = try week("2021-W01")
        for (facts, amount) in [
            (referral(courseEndedBefore: start, full: [start..<(start + 52)]), 41_392.0),
            (referral(courseEndedBefore: start, partial: [start..<(start + 52)]), 20_020),
        ] {
            let result = try Entitlement(of: [facts], under: [version([.weekly(Papers.impact())])], through: Day.max)
            #expect(try result.total == kroner(amount))
        }
    }

    @Test("The same seed draws the same lines in any order, and a larger sample holds the smaller one")
    func sample() {
        let keys = (1...500).map { "line \($0)" }
        func draw(_ seed: UInt64, _ size: Int, _ keys: [String]) -> [String] {
            var sample = ControlSample(seed: seed, size: size)
            for key in keys { sample.consider(key) }
            #expect(sample.population == keys.count)
            return sample.keys
        }
        let drawn = draw(2020, 25, keys)
        #expect(drawn.count == 25 && Set(drawn).count == 25)
        #expect(draw(2020, 25, keys.reversed()) == drawn)
        #expect(Array(draw(2020, 40, keys).prefix(25)) == drawn)
        #expect(draw(2021, 25, keys) != drawn)
        #expect(Set(draw(2020, 900, keys)) == Set(keys) && draw(2020, 0, keys).isEmpty)
        // SHA-256 over the seed and the key, worked out with another program.
        #expect(Array(draw(2020, 3, ["a", "b", "c"])) == ControlSampleVector.order)
        #expect(ControlSample.size(of: 101, percent: 10) == 11 && ControlSample.size(of: 100, percent: 10) == 10)
        #expect(ControlSample.size(of: 3, percent: 200) == 3 && ControlSample.size(of: -1, percent: 10) == 0)
    }

    @Test("Every line is as likely to be drawn as any other")
    func likelihood() {
        var counts: [String: Int] = [:]
        for seed in 0..<2000 as Range<UInt64> {
            var sample = ControlSample(seed: seed, size: 2)
            for key in ["a", "b", "c", "d", "e"] { sample.consider(key) }
            for key in sample.keys { counts[key, default: 0] += 1 }
        }
        // 800 are expected of each, with a standard deviation of 22.
        #expect(counts.values.allSatisfy { (690...910).contains($0) }, "\(counts)")
    }

    @Test(
        "The error rate has Wilson's interval",
        arguments: [
            (0, 50, 0, 71), (5, 100, 22, 112), (0, 10, 0, 278), (10, 10, 722, 1000), (1, 20, 9, 236),
            (50, 100, 404, 596),
        ])
    func wilson(_ errors: Int, _ checked: Int, _ lower: Int, _ upper: Int) {
        let rate = ErrorRate(errors: errors, checked: checked)
        #expect(rate.lowerTenths == lower && rate.upperTenths == upper, "\(rate)")
        #expect(rate.rate == Ratio(errors, of: checked))
    }

    @Test("Nothing checked says nothing")
    func nothingChecked() {
        let rate = ErrorRate(errors: 3, checked: 0)
        #expect(rate.rate == Ratio(0, of: 0) && rate.lowerTenths == 0 && rate.upperPercent == 100)
        #expect(ErrorRate(errors: 7, checked: 5).rate == Ratio(5, of: 5))
    }

    @Test("The hash is of the documented bytes, and any other input has another")
    func hash() throws {
        var hash = InputHash()
        #expect(hash.hexadecimal() == InputHashVector.beginning)
        hash.add(Int?.none)
        hash.add(Int64(-2))
        hash.add("ø")
        hash.add(WeekSet(3..<5))
        #expect(hash.hexadecimal() == InputHashVector.values)
        func digest(_ change: (inout ReferralFacts) -> Void = { _ in }, _ cap: Int = 156) throws -> String {
            let start = try week("2020-W10")
            var facts = referral(courseEndedBefore: start, full: [start..<(start + 3)])
            change(&facts)
            var hash = InputHash()
            hash.add(try version([.weekly(Papers.impact(cap: WeekCap(paidWeeks: cap))), .referralFee(Papers.fee())]))
            hash.add(facts)
            return hash.hexadecimal()
        }
        let plain = try digest()
        #expect(try digest() == plain && plain.count == 64)
        #expect(try digest({ $0.course.courseEndedOn = nil }) != plain)
        #expect(try digest({ $0.course.startedOn = $0.course.courseEndedOn }) != plain)
        #expect(try digest({ $0.weeks = WeekEvidence() }) != plain)
        #expect(try digest({ $0.course.phases = ["a": $0.referredOn] }) != plain)
        #expect(try digest({ _ in }, 155) != plain)
    }

    @Test("Texts that look alike have one hash, and no two lists run together")
    func canonical() {
        func digest(_ texts: [String]) -> String {
            var hash = InputHash()
            for text in texts { hash.add(text) }
            return hash.hexadecimal()
        }
        #expect(digest(["Ishøj \u{E5}"]) == digest(["Ishøj a\u{30A}"]))
        #expect(digest(["ab", "c"]) != digest(["a", "bc"]))
        // Longer than the buffer, and the same however it was cut.
        var long = InputHash()
        for number in 0..<5000 as Range<Int64> { long.add(number) }
        var again = InputHash()
        for number in 0..<5000 as Range<Int64> {
            again.add(number)
            if number.isMultiple(of: 700) { _ = again.hexadecimal() }
        }
        #expect(long.hexadecimal() == again.hexadecimal())
    }
}

import Municipal
import Programmes
import Testing

@Suite("Grants")
struct GrantTests {
    private func integration() throws -> Grant {
        try #require(
            Grant(
                total: kroner(1_500_000), unitPrice: kroner(15_000), from: day("2015-02-01"),
                through: day("2016-09-30")))
    }

    private func flexJobs() throws -> Grant {
        try #require(Grant(total: kroner(2_179_500), from: day("2017-01-01"), through: day("2018-06-30")))
    }

    @Test(
        "100 participants at 15,000 kr are the sum of 1,500,000 kr; 60 have earned 900,000 and 120 no more than the sum"
    )
    func earned() throws {
        let grant = try integration()
        #expect(try grant.earned(enrolled: 100) == kroner(1_500_000))
        #expect(try grant.earned(enrolled: 60) == kroner(900_000))
        #expect(try grant.earned(enrolled: 120) == grant.total)
        #expect(try grant.earned(enrolled: -1) == .zero)
        #expect(try flexJobs().earned(enrolled: 0) == kroner(2_179_500))
    }

    @Test("The periods are 608 days or 20 months, and 546 days or 18 months")
    func periods() throws {
        #expect(try integration().dayCount == 608 && integration().monthCount == 20)
        #expect(try flexJobs().dayCount == 546 && flexJobs().monthCount == 18)
        #expect(try Grant(total: .zero, from: day("2020-01-02"), through: day("2020-01-01")) == nil)
        let odd = try #require(Grant(total: kroner(100), from: day("2020-01-15"), through: day("2020-02-14")))
        #expect(odd.monthCount == nil)
    }

    @Test("FLEKSUDV's even use by 31 March 2017 is 363,250 kr by months, which is printed, and 359,258 kr by days")
    func linear() throws {
        let plan = LinearPlan(try flexJobs())
        let march = try day("2017-03-31")
        #expect(try plan.expected(through: march) == kroner(363_250) && plan.countsMonths)
        #expect(try plan.byDays(through: march).wholeKroner == "359.258 kr.")
        #expect(try plan.perMonth() == kroner(121_083.33))
        #expect(try plan.byMonths(through: day("2017-02-14")) == kroner(181_625))
        #expect(try plan.expected(through: day("2016-12-31")) == .zero)
        #expect(try plan.byDays(through: day("2016-12-31")) == .zero)
        for late in ["2018-06-30", "2030-01-01"] {
            #expect(try plan.expected(through: day(late)) == kroner(2_179_500))
            #expect(try plan.byDays(through: day(late)) == kroner(2_179_500))
        }
    }

    @Test("With 60 enrolled at half time INTPÅLÆG is 150,000 kr ahead of the even use of 750,000 kr")
    func ahead() throws {
        let plan = LinearPlan(try integration())
        let half = try day("2015-11-30")
        #expect(try plan.expected(through: half) == kroner(750_000))
        #expect(try plan.deviation(of: integration().earned(enrolled: 60), through: half) == kroner(150_000))
        #expect(try plan.perMonth() == kroner(75_000))
        #expect(
            try kroner(75_000).share(1, of: 2) == kroner(37_500) && kroner(75_000).share(1, of: 3) == kroner(25_000))
    }

    @Test("Half a month of a period that is not whole months counts by days")
    func byDays() throws {
        let odd = try #require(Grant(total: kroner(310), from: day("2020-01-15"), through: day("2020-02-14")))
        #expect(try LinearPlan(odd).expected(through: day("2020-01-15")) == kroner(10))
        #expect(try LinearPlan(odd).perMonth() == nil)
    }

    @Test("Costs outside the period and the municipality's own share are no use of the grant")
    func postings() throws {
        var use = GrantUse(try integration(), committed: kroner(100_000))
        for (date, amount, isOwn) in [
            ("2015-01-31", 10.0, false), ("2015-02-01", 400_000, false), ("2016-09-30", 450_000, false),
            ("2016-10-01", 20, false), ("2015-06-01", 30, true), ("2015-07-01", -50, false),
        ] {
            try use.add(GrantPosting(costOn: day(date), amount: kroner(amount), isCoFinancing: isOwn))
        }
        #expect(use.spent == kroner(849_950))
        #expect(use.refused == [.beforePeriod: kroner(10), .afterPeriod: kroner(20), .coFinancing: kroner(30)])
        #expect(try use.free() == kroner(1_500_000 - 849_950 - 100_000))
        #expect(use.perHead(enrolled: 60) == kroner(14_165.83) && use.perHead(enrolled: 0) == nil)
    }

    @Test("What goes back is all beyond what is both earned and spent")
    func repayment() throws {
        func repayment(spent: Double, enrolled: Int, of grant: Grant) throws -> Money {
            var use = GrantUse(grant)
            try use.add(GrantPosting(costOn: grant.from, amount: kroner(spent)))
            return try use.repayment(received: kroner(1_500_000), enrolled: enrolled)
        }
        #expect(try repayment(spent: 850_000, enrolled: 60, of: integration()) == kroner(650_000))
        #expect(try repayment(spent: 950_000, enrolled: 60, of: integration()) == kroner(600_000))
        #expect(try repayment(spent: 1_600_000, enrolled: 100, of: integration()) == .zero)
        #expect(try repayment(spent: -5, enrolled: 100, of: integration()) == kroner(1_500_000))
        #expect(try repayment(spent: 500_000, enrolled: 0, of: flexJobs()) == kroner(1_000_000))
    }

    @Test("Cohorts of 270, 120 and 400 are 790, which is 2,759 kr each, or fewer people if they overlap")
    func cohorts() throws {
        let sizes = CohortSizes([
            "assigned": Set(1...270), "on_benefit": Set(201...320), "few_hours": Set(1001...1400), "dismissed": [],
        ])
        #expect(sizes.sum == 790 && sizes.distinct == 720 && sizes.sizes["on_benefit"] == 120)
        #expect(try kroner(2_179_500).share(1, of: 790).wholeKroner == "2.759 kr.")
    }

    @Test("The time between two phases counts who entered both, in order, by the day")
    func phases() throws {
        let start = try day("2017-02-01")
        let courses: [[String: Day]] = [
            ["1": start, "2": start + 10], ["1": start, "2": start + 30], ["1": start, "2": start], ["1": start],
            ["1": start + 5, "2": start + 2], ["2": start], ["1": start + 90, "2": start + 91],
            ["1": start, "2": start + 80],
        ]
        let times = PhaseTimes(from: "1", to: "2", in: courses, through: start + 60)
        #expect(times.days == [0, 10, 30] && times.median == 10 && times.waiting == 2 && times.reversed == 1)
        #expect(PhaseTimes(from: "3", to: "4", in: courses, through: start).median == nil)
    }
}

import Municipal
import Programmes
import Testing

/// Figures of the papers that are one calculation; those that need a rule stand with the rule.
@Suite("The papers' figures")
struct PapersFigureTests {
    /// A rate, how often it is paid, and what that comes to, in kroner.
    private static let products: [[Double]] = [
        [796, 156, 124_176], [385, 156, 60_060], [796, 52, 41_392], [385, 52, 20_020], [385, 29, 11_165],
        [796, 29, 23_084], [9392, 250, 2_348_000], [73, 240, 17_520], [73, 52, 3796], [73, 1924, 140_452],
        [73, 20_800, 1_518_400], [73, 41_600, 3_036_800], [15_000, 100, 1_500_000],
    ]

    @Test("A rate times a count is the amount the papers' figures come to")
    func amounts() throws {
        for figure in PapersFigureTests.products {
            #expect(try kroner(figure[0]).multiplied(by: Int64(figure[1])) == kroner(figure[2]), "\(figure)")
        }
    }

    @Test("2,348,000 kr for 80 results are 29,350 kr each, 2,179,500 kr in 18 months 121,083.33 kr")
    func shares() throws {
        #expect(try kroner(2_348_000).share(1, of: 80) == kroner(29_350))
        #expect(try kroner(2_179_500).share(1, of: 18) == kroner(121_083.33))
        #expect(try kroner(1_500_000).share(1, of: 20) == kroner(75_000))
    }

    @Test("The article's rounded maxima are 4,176 and 60 kr too low, and the fee is worth 128.7 hours of bonus")
    func prose() throws {
        #expect(try kroner(796).multiplied(by: 156) - kroner(120_000) == kroner(4176))
        #expect(Ratio(9392, of: 73).tenths == 1287)
        #expect(Ratio(4176, of: 124_176).tenthsOfPercent == 34)
    }

    @Test("2 March 2020 is the Monday of 2020-W10, 2020 and 2026 have 53 weeks, and 18 May 2020 is in week 21")
    func weeks() throws {
        let date = try day("2020-03-02")
        #expect(ISOWeek(containing: date).description == "2020-W10" && ISOWeek(containing: date).monday == date)
        #expect(ISOWeek(year: 2020, week: 53) != nil && ISOWeek(year: 2026, week: 53) != nil)
        #expect(ISOWeek(year: 2021, week: 53) == nil)
    }
}

import Foundation
import Municipal
import Testing

@Suite("Ratio")
struct RatioTests {
    @Test("29 of 81 is 35.8 per cent, written 35,8 % in Danish")
    func paperFigure() throws {
        let share = Ratio(29, of: 81)
        #expect(share.percent == 35.8 && share.text(.danish) == "35,8 %" && share.text(.english) == "35.8 %")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(share)
        #expect(String(decoding: json, as: UTF8.self) == #"{"denominator":81,"numerator":29,"percent":35.8}"#)
        #expect(try JSONDecoder().decode(Ratio.self, from: json) == share)
    }

    @Test("Halves of a tenth are rounded away from zero")
    func rounding() {
        #expect(Ratio(1, of: 2000).tenthsOfPercent == 1 && Ratio(-1, of: 2000).text(.danish) == "-0,1 %")
        #expect(Ratio(1, of: 2001).tenthsOfPercent == 0)
        #expect(Ratio(5, of: 3).quotient == 1.67)
    }

    @Test("Ratios are compared exactly, not by the shown percentage")
    func comparing() {
        let seventy = Ratio(70, of: 100)
        #expect(Ratio(7, of: 10).reaches(seventy) && !Ratio(7, of: 10).exceeds(seventy))
        #expect(Ratio(69_999, of: 100_000).text(.danish) == "70,0 %" && !Ratio(69_999, of: 100_000).reaches(seventy))
    }

    @Test("A share of nothing has no percentage and reaches nothing")
    func nothing() throws {
        let none = Ratio(0, of: 0)
        #expect(none.percent == nil && none.text(.danish) == "–" && !none.reaches(Ratio(0, of: 1)))
        #expect(String(decoding: try JSONEncoder().encode(none), as: UTF8.self).contains(#""percent":null"#))
        #expect(Ratio(.max, of: 1).percent == nil)
    }
}

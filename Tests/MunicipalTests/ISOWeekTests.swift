import Municipal
import Testing

@Suite("ISOWeek")
struct ISOWeekTests {
    @Test("2020 and 2026 have a week 53 and 2021 has not")
    func longYears() throws {
        #expect(try ISOWeek(parsing: "2020-W53").monday == day("2020-12-28"))
        #expect(try ISOWeek(parsing: "2026-W53").sunday == day("2027-01-03"))
        let error = try #require(refusal(ISOWeek.self, "2021-W53"))
        #expect(error.message == "there is no week \"2021-W53\"; 2021 has 52 weeks")
        // 2025 starts on a Wednesday, which makes 53 weeks in leap years only.
        #expect(refusal(ISOWeek.self, "2025-W53") != nil)
        let long = (2000...2030).filter { ISOWeek.count(in: $0) == 53 }
        #expect(long == [2004, 2009, 2015, 2020, 2026])
    }

    @Test(
        "A week that is written otherwise is refused",
        arguments: ["2020W10", "2020-10", "2020-w10", "2020-W1", "2020-W00", "2020-W54", "0000-W01", "2020-W10-1", ""])
    func refused(_ text: String) {
        #expect(refusal(ISOWeek.self, text) != nil)
    }

    @Test(
        "Days around New Year lie in the week of their Thursday's year",
        arguments: [
            ("2021-01-03", "2020-W53"), ("2021-01-04", "2021-W01"), ("2024-12-29", "2024-W52"),
            ("2024-12-30", "2025-W01"), ("2027-01-01", "2026-W53"), ("2020-03-02", "2020-W10"),
        ])
    func yearEnds(_ date: String, _ week: String) throws {
        #expect(try ISOWeek(containing: day(date)).description == week)
        #expect(try ISOWeek(parsing: week).contains(day(date)))
    }

    @Test("Every day lies in its own week and weeks follow each other")
    func everyDay() throws {
        for date in try day("1999-12-20")..<day("2030-01-10") {
            let week = ISOWeek(containing: date)
            #expect(week.contains(date))
            #expect(ISOWeek(year: week.year, week: week.week) == week)
            #expect(ISOWeek(containing: date + 7) == week + 1 && week < week + 1)
        }
        let last = ISOWeek(containing: Day.max)
        #expect(last.description == "9999-W52" && last + Int.max == last && ISOWeek(containing: Day.min).week == 1)
    }

    @Test("A week is written in Danish as uge 10, 2020")
    func text() throws {
        #expect(try ISOWeek(parsing: "2020-W10").text(.danish) == "uge 10, 2020")
    }
}

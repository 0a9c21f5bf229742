import Foundation
import Municipal
import Testing

@Suite("Day")
struct DayTests {
    @Test("A day is read in ISO and in Danish order")
    func reading() throws {
        #expect(try Day(parsing: "2020-03-02") == day("2020-03-02"))
        #expect(try Day(parsing: " 02-03-2020\n") == day("2020-03-02"))
    }

    @Test(
        "A day that is written otherwise or does not exist is refused",
        arguments: [
            "2025-02-29", "1900-02-29", "2025-04-31", "2025-13-01", "2025-00-10", "0000-01-01", "2025-1-1", "25-01-01",
            "2025/01/01", "01.02.2025", "", "-", "--", "２０２５-01-01", "2025-01-01 10:00", "+025-01-01", "2025-01-0\0",
        ])
    func refused(_ text: String) {
        #expect(refusal(Day.self, text) != nil)
    }

    @Test("A date that does not exist is told apart from one written wrongly")
    func reasons() throws {
        #expect(refusal(Day.self, "2025-02-29")?.reason == .impossible)
        let malformed = try #require(refusal(Day.self, "2 March"))
        #expect(malformed.reason == .malformed)
        #expect(malformed.message == "\"2 March\" is not a date: write it as 2020-03-02 or 02-03-2020")
    }

    @Test("Every day of four centuries agrees with Foundation's calendar")
    func everyDay() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var date = Date(timeIntervalSince1970: Double(try day("1800-01-01").daysSinceEpoch) * 86_400)
        var current = try day("1800-01-01")
        while current < (try day("2200-01-01")) {
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let weekday = try #require(parts.weekday)
            #expect(current.year == parts.year && current.month == parts.month && current.day == parts.day)
            #expect(current.weekday.rawValue == (weekday + 5) % 7 + 1)
            #expect(Day(year: current.year, month: current.month, day: current.day) == current)
            current = current + 1
            date += 86_400
        }
    }

    @Test(
        "Months are added with the month's end as the limit",
        arguments: [
            ("2025-08-31", 6, "2026-02-28"), ("2023-08-31", 6, "2024-02-29"), ("2024-02-29", 24, "2026-02-28"),
            ("2024-02-29", 48, "2028-02-29"), ("2025-10-31", 4, "2026-02-28"), ("2025-01-31", 1, "2025-02-28"),
            ("2025-12-31", 2, "2026-02-28"), ("2025-03-31", -1, "2025-02-28"), ("2025-01-15", -12, "2024-01-15"),
            ("2025-01-15", 0, "2025-01-15"), ("0001-01-01", -1, "0001-01-01"), ("9999-12-01", 1, "9999-12-31"),
        ])
    func months(_ from: String, _ months: Int, _ expected: String) throws {
        #expect(try day(from).adding(months: months) == day(expected))
    }

    @Test("Sums beyond the calendar stop at its edge")
    func edges() throws {
        let today = try day("2025-06-01")
        #expect(today + Int.max == Day.max && today + Int.min == Day.min)
        #expect(today - Int.max == Day.min && today - Int.min == Day.max)
        #expect(today.adding(months: Int.max) == Day.max && today.adding(months: Int.min) == Day.min)
        #expect(Day.min.description == "0001-01-01" && Day.max.description == "9999-12-31")
        #expect(Day(daysSinceEpoch: Day.max.daysSinceEpoch + 1) == nil)
        #expect(Day(daysSinceEpoch: Day.min.daysSinceEpoch - 1) == nil)
    }

    @Test("The two days on which the clocks change are one day long")
    func clockChanges() throws {
        #expect(try day("2025-03-29") + 1 == day("2025-03-30"))
        #expect(try day("2025-03-30") + 1 == day("2025-03-31"))
        #expect(try day("2025-10-26") + 1 == day("2025-10-27"))
        #expect(try day("2025-10-27") - day("2025-03-29") == 212)
    }

    @Test("A person born on 29 February turns a year older on 1 March in common years")
    func leapBirthday() throws {
        let birth = try day("2004-02-29")
        #expect(birth.completedYears(until: try day("2022-02-28")) == 17)
        #expect(birth.completedYears(until: try day("2022-03-01")) == 18)
        #expect(birth.completedYears(until: try day("2024-02-28")) == 19)
        #expect(birth.completedYears(until: try day("2024-02-29")) == 20)
        #expect(birth.completedYears(until: try day("2003-01-01")) == 0)
    }

    @Test("A day is one ISO string in JSON and is written in words for papers")
    func writing() throws {
        let first = try day("2015-02-01")
        let json = try JSONEncoder().encode([first])
        #expect(String(decoding: json, as: UTF8.self) == #"["2015-02-01"]"#)
        #expect(try JSONDecoder().decode([Day].self, from: json) == [first])
        let noSuchDay = Data(#"["2015-02-30"]"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Day].self, from: noSuchDay) }
        #expect(first.text(.danish) == "1. februar 2015" && first.text(.english) == "1 February 2015")
        #expect(first.danishDigits == "01-02-2015" && first.weekday.text(.danish) == "søndag")
    }
}

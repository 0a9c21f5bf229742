import Municipal
import Testing

@Suite("DanishCalendar")
struct DanishCalendarTests {
    @Test(
        "Easter Sunday falls where the church calendar has it",
        arguments: [
            "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2023-04-09",
            "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2049-04-18", "2285-03-22",
        ])
    func easter(_ date: String) throws {
        #expect(try DanishCalendar.easterSunday(inYearOf: day(date)) == day(date))
    }

    @Test("The holidays of 2025 are these twelve days")
    func year2025() throws {
        let holidays = try (day("2025-01-01")..<day("2026-01-01")).filter(DanishCalendar.isHoliday).map(\.description)
        #expect(
            holidays == [
                "2025-01-01", "2025-04-17", "2025-04-18", "2025-04-20", "2025-04-21", "2025-05-29", "2025-06-05",
                "2025-06-08", "2025-06-09", "2025-12-24", "2025-12-25", "2025-12-26",
            ])
    }

    @Test("Store bededag was a holiday until 2023 and 1 May never was")
    func greatPrayerDay() throws {
        #expect(try DanishCalendar.isHoliday(day("2023-05-05")))
        #expect(try !DanishCalendar.isHoliday(day("2024-04-26")))
        #expect(try !DanishCalendar.isHoliday(day("2025-05-01")) && DanishCalendar.isWorkingDay(day("2025-05-01")))
    }

    @Test(
        "What is due on a holiday is delivered on the working day before, and an ordinary weekend is not moved",
        arguments: [
            ("2025-04-21", "2025-04-16"), ("2025-04-20", "2025-04-16"), ("2025-04-19", "2025-04-19"),
            ("2025-12-26", "2025-12-23"), ("2026-01-01", "2025-12-31"), ("2025-06-08", "2025-06-06"),
            ("2025-06-05", "2025-06-04"), ("2025-03-01", "2025-03-01"), ("2025-03-02", "2025-03-02"),
            ("2023-12-25", "2023-12-22"), ("2025-03-03", "2025-03-03"),
        ])
    func delivery(_ due: String, _ delivered: String) throws {
        #expect(try DanishCalendar.deliveryDay(for: day(due)) == day(delivered))
    }
}

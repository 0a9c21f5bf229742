/// The Danish days on which public offices are closed, and the working days between them.
///
/// The list is the ministry's of closing days: New Year's Day, Maundy Thursday, Good Friday, Easter Sunday and Monday,
/// Ascension, Whit Sunday and Monday, Constitution Day (5 June), Christmas Eve, Christmas Day and the day after.
/// *Store bededag* was one until 2023. 1 May is not one.
public enum DanishCalendar {
    /// Whether the day is a Danish holiday. An ordinary Saturday or Sunday is not.
    public static func isHoliday(_ day: Day) -> Bool {
        let (year, month, date) = day.components
        switch (month, date) {
        case (1, 1), (6, 5), (12, 24), (12, 25), (12, 26): return true
        default: break
        }
        let fromEaster = day - easterSunday(inYearOf: day)
        // Store bededag, the fourth Friday after Easter, has been a working day since 1 January 2024.
        return movable.contains(fromEaster) || (fromEaster == greatPrayerDay && year <= 2023)
    }

    /// Whether the day is neither a Saturday, a Sunday nor a holiday.
    public static func isWorkingDay(_ day: Day) -> Bool {
        !day.weekday.isWeekend && !isHoliday(day)
    }

    /// The day on which something due that day is delivered: the day itself, or the working day before a holiday.
    ///
    /// An ordinary Saturday or Sunday is not moved; Easter Sunday and Whit Sunday are.
    public static func deliveryDay(for day: Day) -> Day {
        guard isHoliday(day) else { return day }
        var earlier = day - 1
        while !isWorkingDay(earlier), earlier > Day.min { earlier = earlier - 1 }
        return earlier
    }

    /// Easter Sunday of the day's year, by the Gregorian computus.
    public static func easterSunday(inYearOf day: Day) -> Day {
        let year = day.year
        let golden = year % 19
        let century = year / 100
        let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30
        let moon = epact - epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11))
        let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7
        let offset = moon - weekday
        let month = 3 + (offset + 40) / 44
        return Day(validYear: year, month: month, day: offset + 28 - 31 * (month / 4))
    }

    /// Days after Easter Sunday: Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday, Monday.
    private static let movable: Set<Int> = [-3, -2, 0, 1, 39, 49, 50]
    private static let greatPrayerDay = 26
}

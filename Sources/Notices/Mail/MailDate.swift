import Municipal

/// The date header of a notice.
enum MailDate {
    /// Midnight at the beginning of the day in Copenhagen, as RFC 5322 writes it: `Sat, 1 Feb 2025 00:00:00 +0100`.
    ///
    /// A notice has a day and no hour. Midnight lies before any moment at which it can be sent that day.
    static func text(_ day: Day) -> String {
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday.rawValue - 1]
        return
            "\(weekday), \(day.day) \(months[day.month - 1]) \(day.year) 00:00:00 \(isSummer(day) ? "+0200" : "+0100")"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Summer time runs from the last Sunday of March to the last Sunday of October (directive 2000/84/EC, art. 2 and
    /// 3). It begins and ends after midnight, so the first of these days begins in winter time, the other in summer time.
    private static func isSummer(_ day: Day) -> Bool {
        guard let march = Day(year: day.year, month: 3, day: 31), let october = Day(year: day.year, month: 10, day: 31)
        else { return false }
        return lastSunday(through: march) < day && day <= lastSunday(through: october)
    }

    private static func lastSunday(through day: Day) -> Day {
        day - day.weekday.rawValue % 7
    }
}

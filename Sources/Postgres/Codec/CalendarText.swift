/// How PostgreSQL writes days and times in its ISO style, the one every session of this module has unless it is changed.
enum CalendarText {
    /// A day of the proleptic Gregorian calendar.
    struct Day {
        /// The year; 0 is 1 BC.
        let year: Int
        let month: Int
        let day: Int

        /// The day that many days after 2000-01-01.
        init(daysSince2000: Int) {
            // Years are counted from 1 March, so that a leap day is the last day of its year: 2000-03-01 is day 60.
            let days = daysSince2000 - 60
            let cycle = Int((Double(days) / 146_097).rounded(.down))
            let dayOfCycle = days - cycle * 146_097
            let century = min(dayOfCycle / 36_524, 3)
            let dayOfCentury = dayOfCycle - century * 36_524
            let leap = min(dayOfCentury / 1461, 24)
            let dayOfLeap = dayOfCentury - leap * 1461
            let single = min(dayOfLeap / 365, 3)
            let dayOfYear = dayOfLeap - single * 365
            // From March on, five months have 153 days: 31, 30, 31, 30, 31.
            let monthFromMarch = (5 * dayOfYear + 2) / 153
            day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
            month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
            year = 2000 + cycle * 400 + century * 100 + leap * 4 + single + (month <= 2 ? 1 : 0)
        }

        /// The day with `extra` behind it, and the mark of the years before 1 behind that.
        func text(with extra: String = "") -> String {
            let shown = year > 0 ? year : 1 - year
            let text = "\(padded(shown, 4))-\(padded(month, 2))-\(padded(day, 2))" + extra
            return year > 0 ? text : text + " BC"
        }
    }

    static let microsecondsPerDay: Int64 = 86_400_000_000

    /// A time of day such as `12:00:00.5`.
    static func time(_ microseconds: Int64) -> String {
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let clock =
            "\(padded(Int(seconds / 3600), 2)):\(padded(Int(seconds / 60 % 60), 2)):\(padded(Int(seconds % 60), 2))"
        return clock + decimals(Int(fraction))
    }

    /// The decimals of a second with the point in front, without zeros at the end.
    static func decimals(_ microseconds: Int) -> String {
        guard microseconds != 0 else { return "" }
        var digits = Substring(padded(microseconds, 6))
        while digits.last == "0" { digits.removeLast() }
        return "." + digits
    }

    /// A moment as day and time, with `zone` behind it.
    static func moment(_ microsecondsSince2000: Int64, zone: String) -> String {
        var (days, rest) = microsecondsSince2000.quotientAndRemainder(dividingBy: microsecondsPerDay)
        if rest < 0 {
            days -= 1
            rest += microsecondsPerDay
        }
        return Day(daysSince2000: Int(days)).text(with: " " + time(rest) + zone)
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension PostgresDate: CustomStringConvertible {
    /// The day as PostgreSQL writes it: `2026-03-01`, `0044-03-15 BC`, `infinity`.
    public var description: String {
        switch self {
        case .infinity: "infinity"
        case .negativeInfinity: "-infinity"
        default: CalendarText.Day(daysSince2000: Int(daysSince2000)).text()
        }
    }
}

extension PostgresTime: CustomStringConvertible {
    /// The time as PostgreSQL writes it, such as `09:30:00`.
    public var description: String { CalendarText.time(microsecondsSinceMidnight) }
}

extension PostgresDateTime: CustomStringConvertible {
    /// Day and time as PostgreSQL writes them, such as `2026-03-01 09:30:00`.
    public var description: String {
        switch self {
        case .infinity: "infinity"
        case .negativeInfinity: "-infinity"
        default: CalendarText.moment(microsecondsSince2000, zone: "")
        }
    }
}

extension PostgresTimestamp: CustomStringConvertible {
    /// The moment in UTC as PostgreSQL writes it there, such as `2026-03-01 09:30:00+00`.
    public var description: String {
        switch self {
        case .infinity: "infinity"
        case .negativeInfinity: "-infinity"
        default: CalendarText.moment(microsecondsSince2000, zone: "+00")
        }
    }
}

extension PostgresInterval: CustomStringConvertible {
    /// The span in ISO 8601, as PostgreSQL writes it with `intervalstyle = 'iso_8601'`: `P1Y2M3DT4H5M6.7S`.
    public var description: String {
        var text = "P"
        for (count, unit) in [(months / 12, "Y"), (months % 12, "M"), (days, "D")] where count != 0 {
            text += "\(count)\(unit)"
        }
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        var clock = ""
        for (count, unit) in [(seconds / 3600, "H"), (seconds / 60 % 60, "M")] where count != 0 {
            clock += "\(count)\(unit)"
        }
        if seconds % 60 != 0 || fraction != 0 {
            clock += (microseconds < 0 ? "-" : "") + String((seconds % 60).magnitude)
            clock += CalendarText.decimals(Int(fraction.magnitude)) + "S"
        }
        if !clock.isEmpty { text += "T" + clock }
        return text == "P" ? "PT0S" : text
    }
}

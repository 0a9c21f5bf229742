extension Day {
    /// The year, 1 to 9999.
    public var year: Int { components.year }
    /// The month, 1 to 12.
    public var month: Int { components.month }
    /// The day of the month, 1 to 31.
    public var day: Int { components.day }

    /// Year, month and day in one calculation.
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = Int(daysSinceEpoch) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The day of the week.
    public var weekday: Weekday {
        // 1970-01-01 was a Thursday, which is 3 counted from Monday as 0.
        let fromMonday = (Int(daysSinceEpoch) % 7 + 10) % 7
        return Weekday.allCases[fromMonday]
    }

    /// How many days the month of this day has.
    public var daysInMonth: Int { Day.length(ofMonth: month, in: year) }
    /// How many days the year of this day has, 365 or 366.
    public var daysInYear: Int { Day.isLeapYear(year) ? 366 : 365 }
    /// The first day of this day's month.
    public var startOfMonth: Day { Day(validYear: year, month: month, day: 1) }
    /// The first day of the month after this day's; at the end of the calendar its last day.
    public var startOfNextMonth: Day { startOfMonth.adding(months: 1) }
    /// The first day of this day's year.
    public var startOfYear: Day { Day(validYear: year, month: 1, day: 1) }
    /// The first day of the year after this day's; at the end of the calendar its last day.
    public var startOfNextYear: Day { startOfYear.adding(months: 12) }

    /// Whether the year has a 29 February.
    public static func isLeapYear(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// The same day of the month that many months later, or the month's last day if it is shorter.
    ///
    /// 31 August + 6 months is 28 February, and 29 February 2024 + 24 months is 28 February 2026. Negative counts go
    /// back. Source: the reading "clamp to the month's end" of the wage-subsidy rule (LAB § 68, STAR's example).
    public func adding(months: Int) -> Day {
        let (year, month, day) = components
        let (total, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, (12..<120_000).contains(total) else { return months < 0 ? Day.min : Day.max }
        let newYear = total / 12
        let newMonth = total % 12 + 1
        let length = Day.length(ofMonth: newMonth, in: newYear)
        return Day(validYear: newYear, month: newMonth, day: Swift.min(day, length))
    }

    /// How many whole years have passed from this day until the other: a person's age, if this is the day of birth.
    ///
    /// Somebody born on 29 February turns a year older on 1 March when the year has no leap day. Negative never: before
    /// this day the answer is 0.
    public func completedYears(until other: Day) -> Int {
        guard other > self else { return 0 }
        let (startYear, startMonth, startDay) = components
        let (year, month, day) = other.components
        let reached = (month, day) >= (startMonth, startDay)
        return year - startYear - (reached ? 0 : 1)
    }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeapYear(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

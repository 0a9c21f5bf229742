public import Municipal

/// Takes in the rows of one file that one source sends about one referral's hours, with all employers.
public struct HourIntake: Sendable {
    /// Minutes by employer and day that are new or corrected.
    public private(set) var changes: [CVRNumber: [Day: Int]] = [:]
    private let bounds: EvidenceBounds
    private let limits: EvidenceLimits
    private var holding: [CVRNumber: [Day: Int]]
    private var dayTotals: [Day: Int] = [:]
    private var weekTotals: [Int: Int] = [:]
    private var seen: Set<Row> = []

    private struct Row: Hashable {
        let employer: CVRNumber
        let day: Day
    }

    /// An intake for one referral and one source.
    ///
    /// - Parameter holding: What holds with each employer (``HourEvidence/byEmployer()``).
    public init(
        _ bounds: EvidenceBounds, limits: EvidenceLimits = .physical, holding: [CVRNumber: [Day: Int]]
    ) {
        self.bounds = bounds
        self.limits = limits
        self.holding = holding
        for minutes in holding.values {
            for (day, count) in minutes { add(count, on: day) }
        }
    }

    /// Takes a row as it is written in the file.
    public mutating func take(day: String, hours: String, employer: String) -> EvidenceVerdict {
        do {
            return take(
                try HourIntake.day(day), try HourIntake.hours(hours), employer: try HourIntake.employer(employer))
        } catch {
            return .refused(error)
        }
    }

    /// Takes a row: hours on a day with an employer; 0 hours take back what was known.
    public mutating func take(_ day: Day, _ hours: Hours, employer: CVRNumber) -> EvidenceVerdict {
        let known = holding[employer]?[day]
        do {
            try check(day, hours, known: known ?? 0)
        } catch {
            return .refused(error)
        }
        guard seen.insert(Row(employer: employer, day: day)).inserted else {
            return .refused(
                EvidenceRefusal(
                    .duplicate, "\(day) stands in the file before, for the same employer and source; keep one row"))
        }
        guard known != hours.minutes else { return .same }
        add(hours.minutes - (known ?? 0), on: day)
        holding[employer, default: [:]][day] = hours.minutes
        changes[employer, default: [:]][day] = hours.minutes
        return known == nil ? .new : .corrected
    }

    private func check(_ day: Day, _ hours: Hours, known: Int) throws(EvidenceRefusal) {
        try bounds.check(day)
        let minutes = hours.minutes
        let week = (weekTotals[ISOWeek.index(containing: day)] ?? 0) - known
        guard minutes <= limits.minutesAWeek - week else {
            throw EvidenceRefusal(
                .hoursAboveWeek,
                "with \(hours) hours on \(day) the week has more than \(limits.minutesAWeek / 60); check all its rows")
        }
        guard minutes <= limits.minutesADay - (dayTotals[day] ?? 0) + known else {
            throw EvidenceRefusal(
                .hoursAboveDay,
                "with \(hours) hours \(day) has more than \(limits.minutesADay / 60), all employers together")
        }
    }

    private mutating func add(_ minutes: Int, on day: Day) {
        dayTotals[day, default: 0] += minutes
        weekTotals[ISOWeek.index(containing: day), default: 0] += minutes
    }

    private static func day(_ text: String) throws(EvidenceRefusal) -> Day {
        do { return try Day(parsing: text) } catch { throw EvidenceRefusal(.notADay, error.message) }
    }

    private static func hours(_ text: String) throws(EvidenceRefusal) -> Hours {
        let sign = text.first { !$0.isWhitespace }
        if sign == "-" || sign == "−" {
            throw EvidenceRefusal(
                .negativeHours,
                "\(Redaction.quoted(text)) is less than nothing: to take hours back, send the day again as it is right")
        }
        do { return try Hours(parsing: text) } catch { throw EvidenceRefusal(.notHours, error.message) }
    }

    private static func employer(_ text: String) throws(EvidenceRefusal) -> CVRNumber {
        do { return try CVRNumber(parsing: text) } catch { throw EvidenceRefusal(.notACompany, error.message) }
    }
}

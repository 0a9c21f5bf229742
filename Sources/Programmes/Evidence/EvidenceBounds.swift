public import Municipal

/// The days about which there can be evidence for one referral.
public struct EvidenceBounds: Sendable, Hashable {
    /// The day of the referral.
    public let referredOn: Day
    /// The day the course ended, where the agreement pays only after it and the end is known.
    public let courseEndedOn: Day?
    /// The day of the import: what comes after it nobody can have seen.
    public let today: Day

    /// The bounds of one referral.
    ///
    /// - Parameter courseEndedOn: `nil` where the agreement pays for other weeks too. A course whose end is not known yet
    ///   refuses nothing; its weeks are kept, and are not paid before the end is recorded.
    public init(referredOn: Day, courseEndedOn: Day? = nil, today: Day) {
        self.referredOn = referredOn
        self.courseEndedOn = courseEndedOn
        self.today = today
    }

    /// Checks a week: it must not lie wholly before the referral, nor begin before the end of the course or after today.
    ///
    /// Source: IMPACT60 pays for weeks after the end of the course, and a week counts if it begins on that day or later.
    ///
    /// - Throws: ``EvidenceRefusal``.
    public func check(_ week: ISOWeek) throws(EvidenceRefusal) {
        guard week.sunday >= referredOn else {
            throw EvidenceRefusal(.beforeReferral, "\(week) is before the referral on \(referredOn); check the week")
        }
        if let courseEndedOn, week.monday < courseEndedOn {
            throw EvidenceRefusal(
                .beforeCourseEnd,
                "\(week) begins before the course ended on \(courseEndedOn); check the week, or correct the end first")
        }
        guard week.monday <= today else {
            throw EvidenceRefusal(.inTheFuture, "\(week) has not begun on \(today); check the week")
        }
    }

    /// Checks a day: it must not be before the referral or after today.
    ///
    /// - Throws: ``EvidenceRefusal``.
    public func check(_ day: Day) throws(EvidenceRefusal) {
        guard day >= referredOn else {
            throw EvidenceRefusal(.beforeReferral, "\(day) is before the referral on \(referredOn); check the date")
        }
        guard day <= today else {
            throw EvidenceRefusal(.inTheFuture, "\(day) is after \(today); check the date")
        }
    }
}

/// How many hours a person can have worked.
public struct EvidenceLimits: Sendable, Hashable {
    /// The most minutes in a day, over all employers.
    public let minutesADay: Int
    /// The most minutes in a week, over all employers.
    public let minutesAWeek: Int

    /// What a day and a week hold: 24 and 168 hours.
    public static let physical = EvidenceLimits(minutesADay: 24 * 60, minutesAWeek: 168 * 60)

    /// Limits; none can be above what a day and a week hold.
    public init(minutesADay: Int, minutesAWeek: Int) {
        self.minutesADay = min(max(0, minutesADay), 24 * 60)
        self.minutesAWeek = min(max(0, minutesAWeek), 168 * 60)
    }
}

/// An amount for each hour of ordinary work, in a job period that opens with the first hour.
///
/// Source: Små job med mening, 73 kr an hour in a job period (*jobperiode*) of up to 52 weeks, which starts when the
/// citizen is employed with ordinary hours within a recruitment period (*rekrutteringsperiode*) of up to 52 weeks. Breaks
/// in employment do not lengthen the job period.
public struct HourlyTerm: Sendable, Hashable {
    /// The term's name in the agreement.
    public let key: String
    /// The amount for an hour, by date.
    public let tariff: Tariff
    /// How many weeks of seven days, from the day of the referral, the first hour must lie in.
    public let recruitmentWeeks: Int
    /// How many weeks of seven days, from the day of the first hour, are paid.
    public let jobWeeks: Int
    /// The most minutes paid in an ISO week, or `nil` for all.
    public let minutesAWeek: Int?

    /// An hourly amount.
    ///
    /// - Throws: ``TermError`` if a period is outside 1 to 5,200 weeks, or the minutes outside 1 to 10,080.
    public init(
        key: String, tariff: Tariff, recruitmentWeeks: Int, jobWeeks: Int, minutesAWeek: Int? = nil
    ) throws(TermError) {
        try TermError.check(recruitmentWeeks, 1...5200, "the recruitment period in weeks")
        try TermError.check(jobWeeks, 1...5200, "the job period in weeks")
        try TermError.check(minutesAWeek, 1...168 * 60, "the minutes paid in a week")
        self.key = key
        self.tariff = tariff
        self.recruitmentWeeks = recruitmentWeeks
        self.jobWeeks = jobWeeks
        self.minutesAWeek = minutesAWeek
    }
}

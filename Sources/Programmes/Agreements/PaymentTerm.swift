/// One thing a municipality pays for, as an agreement says it.
///
/// An agreement combines any number of terms. Each is data: the amounts, weeks and choices stand in the municipality's
/// configuration with the paper they come from.
public enum PaymentTerm: Sendable, Hashable {
    /// An amount for each referral or each citizen.
    case referralFee(ReferralFeeTerm)
    /// An amount for each week of self-support.
    case weekly(WeeklyTerm)
    /// An amount for each hour of ordinary work.
    case hourly(HourlyTerm)
    /// An amount for something reached, once.
    case milestone(MilestoneTerm)

    /// The term's name in the agreement.
    public var key: String {
        switch self {
        case .referralFee(let term): term.key
        case .weekly(let term): term.key
        case .hourly(let term): term.key
        case .milestone(let term): term.key
        }
    }
}

/// How often something is paid that happens once in a course.
public enum PaidOnce: String, Sendable, Hashable, CaseIterable, Codable {
    /// For every referral, also when the citizen is referred again.
    case referral
    /// For a citizen once, under the first referral that has a right to it.
    case citizen
}

/// From when weeks pay: a week pays if it begins on that day or later.
public enum StartRule: String, Sendable, Hashable, CaseIterable, Codable {
    /// After the day the course ended; source: IMPACT60, "efter endt forløb".
    case afterCourse = "after_course"
    /// After the day the course started.
    case afterStart = "after_start"
    /// After the day of the referral.
    case afterReferral = "after_referral"
}

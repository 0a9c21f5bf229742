public import Municipal

/// Everything the rules read about one referral.
public struct ReferralFacts: Sendable, Hashable {
    /// The referral's number.
    public let referral: Int64
    /// The citizen's number. A citizen who is referred again has another referral and the same number.
    public let citizen: Int64
    /// The day of the referral.
    public let referredOn: Day
    /// What holds about the course.
    public var course: ReferralCourse
    /// What was said about weeks of self-support.
    public var weeks: WeekEvidence
    /// What was said about hours of ordinary work.
    public var hours: HourEvidence

    /// The facts of a referral.
    public init(
        referral: Int64, citizen: Int64, referredOn: Day, course: ReferralCourse = ReferralCourse(),
        weeks: WeekEvidence = WeekEvidence(), hours: HourEvidence = HourEvidence()
    ) {
        self.referral = referral
        self.citizen = citizen
        self.referredOn = referredOn
        self.course = course
        self.weeks = weeks
        self.hours = hours
    }

    /// The order in which a citizen's referrals are looked at: by day, then by number.
    static func precedes(_ one: ReferralFacts, _ other: ReferralFacts) -> Bool {
        (one.referredOn, one.referral) < (other.referredOn, other.referral)
    }
}

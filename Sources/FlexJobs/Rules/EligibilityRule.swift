public import Municipal

/// A target group a pool is open to, with an age it may ask for.
public struct TargetGroupRule: Sendable, Hashable {
    /// The code of the target group.
    public let targetGroup: String
    /// The lowest age in completed years, or `nil`.
    public let minimumAge: Int?
    /// The highest age in completed years, included: "under 30" is 29. Or `nil`.
    public let maximumAge: Int?

    /// A target group with the ages it is open to.
    public init(targetGroup: String, minimumAge: Int? = nil, maximumAge: Int? = nil) {
        self.targetGroup = targetGroup
        self.minimumAge = minimumAge
        self.maximumAge = maximumAge
    }
}

/// Whether a citizen may get a place on a day, and if not, why.
public enum Eligibility: Sendable, Hashable {
    /// Yes, by this target group.
    case eligible(targetGroup: String)
    /// No: none of the citizen's target groups is one of the pool's.
    case notInTargetGroup
    /// No: too young, until that day.
    case belowAge(minimum: Int, until: Day)
    /// No: too old.
    case aboveAge(maximum: Int)
    /// No: an age is asked for and the date of birth is not known.
    case birthDateUnknown

    /// Whether the answer is yes.
    public var isEligible: Bool {
        if case .eligible = self { true } else { false }
    }

    /// Checks that the answer is yes.
    ///
    /// - Throws: ``RuleRefusal`` with the reason.
    public func check() throws(RuleRefusal) {
        if !isEligible { throw RuleRefusal(.notEligible, "the citizen can't get a place in this pool: \(reason)") }
    }

    /// One line of English with the reason, without personal data beyond an age.
    public var reason: String {
        switch self {
        case .eligible(let targetGroup): "eligible as \(targetGroup)"
        case .notInTargetGroup: "not in a target group of this pool on that day"
        case .belowAge(let minimum, let until): "below the age of \(minimum) until \(until)"
        case .aboveAge(let maximum): "above the age of \(maximum)"
        case .birthDateUnknown: "the pool asks for an age and the date of birth is not known"
        }
    }
}

/// Who may get a place in a pool.
public enum EligibilityRule {
    /// The verdict on a citizen on a day.
    ///
    /// One target group that fits is enough. If several fail, the reason given is that of the pool's first rule for a
    /// group the citizen is in. Age is counted by the date of birth; 29 February turns on 1 March in common years.
    ///
    /// - Parameters:
    ///   - targetGroups: The codes of the citizen's target groups on that day.
    ///   - birthDate: `nil` if it can't be read; then only rules without an age can fit.
    public static func verdict(
        targetGroups: Set<String>, birthDate: Day?, rules: [TargetGroupRule], on day: Day
    ) -> Eligibility {
        let verdicts = rules.filter { targetGroups.contains($0.targetGroup) }
            .map { verdict(birthDate: birthDate, rule: $0, on: day) }
        return verdicts.first(where: \.isEligible) ?? verdicts.first ?? .notInTargetGroup
    }

    private static func verdict(birthDate: Day?, rule: TargetGroupRule, on day: Day) -> Eligibility {
        guard rule.minimumAge != nil || rule.maximumAge != nil else {
            return .eligible(targetGroup: rule.targetGroup)
        }
        guard let birthDate else { return .birthDateUnknown }
        let age = birthDate.completedYears(until: day)
        if let minimum = rule.minimumAge, age < minimum || day < birthDate {
            return .belowAge(minimum: minimum, until: birthday(birthDate, minimum))
        }
        if let maximum = rule.maximumAge, age > maximum { return .aboveAge(maximum: maximum) }
        return .eligible(targetGroup: rule.targetGroup)
    }

    /// The day on which that age is reached, 1 March for 29 February in a common year.
    private static func birthday(_ birthDate: Day, _ age: Int) -> Day {
        let year = birthDate.year + min(max(age, 0), 9999)
        return Day(year: year, month: birthDate.month, day: birthDate.day)
            ?? Day(year: year, month: 3, day: 1) ?? Day.max
    }
}

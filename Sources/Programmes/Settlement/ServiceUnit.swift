public import Municipal

/// What was done, and when: the unit of which none is ever paid twice.
public enum ServiceUnit: Sendable, Hashable {
    /// Weeks in a row, by their index, with one status.
    case weeks(Range<Int>, WeekStatus)
    /// Minutes of ordinary work on a day.
    case hours(Day, minutes: Int)
    /// Something that happened once, on that day.
    case event(Day)

    /// How many units there are, each of them paid the same.
    public var count: Int {
        if case .weeks(let weeks, _) = self { weeks.count } else { 1 }
    }

    /// The day of service, of the first week if there are several.
    ///
    /// A week's day is its Monday: by it the amount is looked up, and by it the week belongs to a calendar year, so that a
    /// new amount on 1 January and a new year's budget never disagree about a week. 2020-W01 begins on 2019-12-30 and is
    /// an expense of 2019.
    public var day: Day {
        switch self {
        case .weeks(let weeks, _): ISOWeek.monday(ofIndex: weeks.lowerBound)
        case .hours(let day, _), .event(let day): day
        }
    }

    /// The quantity of one unit as people count it: minutes for hours, 1 for a week or an event.
    public var quantity: Int {
        if case .hours(_, let minutes) = self { minutes } else { 1 }
    }

    /// The same service on only these of its weeks; a day or an event stays as it is.
    func on(_ weeks: Range<Int>) -> ServiceUnit {
        if case .weeks(_, let status) = self { .weeks(weeks, status) } else { self }
    }
}

/// What the municipality owes for one service under one term.
public struct EntitledLine: Sendable, Hashable {
    /// The referral's number.
    public let referral: Int64
    /// The number of the agreement's version.
    public let agreement: Int64
    /// The term's name.
    public let term: String
    /// What was done.
    public let service: ServiceUnit
    /// The amount of the tariff for a week, an hour or the event.
    public let rate: Money
    /// What one unit is paid: each of the weeks, the day's hours or the event. Caps can make it less than the rate says.
    public let each: Money

    /// A line.
    public init(referral: Int64, agreement: Int64, term: String, service: ServiceUnit, rate: Money, each: Money) {
        self.referral = referral
        self.agreement = agreement
        self.term = term
        self.service = service
        self.rate = rate
        self.each = each
    }

    /// What all units together are paid.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func amount() throws(OverflowError) -> Money { try each.multiplied(by: Int64(service.count)) }

    /// The same with another service and amount.
    func with(_ service: ServiceUnit, each: Money) -> EntitledLine {
        EntitledLine(
            referral: referral, agreement: agreement, term: term, service: service, rate: rate, each: each)
    }
}

/// A service that somebody reported and that is not paid, or not in full.
public struct RefusedLine: Sendable, Hashable {
    /// The referral's number.
    public let referral: Int64
    /// The term's name; `nil` where no agreement holds.
    public let term: String?
    /// What was reported.
    public let service: ServiceUnit
    /// The amount of the tariff for a week, an hour or the event; nothing where it is not known.
    public let rate: Money
    /// What is not paid for each unit.
    public let each: Money
    /// Why.
    public let reason: RefusalReason

    /// A refusal.
    public init(
        referral: Int64, term: String?, service: ServiceUnit, rate: Money, each: Money, reason: RefusalReason
    ) {
        self.referral = referral
        self.term = term
        self.service = service
        self.rate = rate
        self.each = each
        self.reason = reason
    }
}

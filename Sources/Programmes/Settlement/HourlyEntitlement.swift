import Municipal

/// Pays a citizen's ordinary hours in the job period that opens with the first of them.
///
/// ```
/// recruitment = [R, R + 52 weeks)          R: the day of the referral
/// job         = [J, J + 52 weeks)          J: the first day with hours, which must lie in recruitment
/// pay(day)    = minutes × rate ÷ 60        over all employers, halves away from zero to whole øre
/// ```
///
/// Source: Små job med mening, phases 1 and 2 and the bonus for each hour.
struct HourlyEntitlement {
    private let through: Day
    private(set) var lines: [EntitledLine] = []
    private(set) var refused: [RefusedLine] = []
    private var paidDays: Set<Day> = []

    init(through: Day) {
        self.through = through
    }

    mutating func settle(_ claims: [TermClaim<HourlyTerm>]) throws(OverflowError) {
        for claim in claims { try settle(claim) }
    }

    private mutating func settle(_ claim: TermClaim<HourlyTerm>) throws(OverflowError) {
        let days = claim.facts.hours.days().filter { $0.day <= through }
        guard let first = days.first(where: { $0.day >= claim.facts.referredOn })?.day else {
            for worked in days { try refuse(worked, claim, .beforeReferral) }
            return
        }
        let isRecruited = first < claim.facts.referredOn + claim.term.recruitmentWeeks * 7
        let jobEnd = first + claim.term.jobWeeks * 7
        var week = (index: Int.min, minutes: 0)
        for worked in days {
            if worked.day < claim.facts.referredOn {
                try refuse(worked, claim, .beforeReferral)
            } else if !isRecruited {
                try refuse(worked, claim, .outsideRecruitment)
            } else if worked.day >= jobEnd {
                try refuse(worked, claim, .jobWindowOver)
            } else if paidDays.contains(worked.day) {
                try refuse(worked, claim, .paidElsewhere)
            } else {
                let index = ISOWeek.index(containing: worked.day)
                if index != week.index { week = (index, 0) }
                let room = max(0, (claim.term.minutesAWeek ?? .max) - week.minutes)
                try pay(worked, claim, room: room)
                week.minutes += min(room, worked.minutes)
            }
        }
    }

    private mutating func pay(_ worked: WorkedDay, _ claim: TermClaim<HourlyTerm>, room: Int) throws(OverflowError) {
        guard let rate = claim.term.tariff.amount(on: worked.day) else {
            try refuse(worked, claim, .noTariff)
            return
        }
        let minutes = min(worked.minutes, room)
        if minutes > 0 {
            paidDays.insert(worked.day)
            let each = try rate.share(minutes, of: 60)
            lines.append(claim.line(claim.term.key, .hours(worked.day, minutes: minutes), rate: rate, each: each))
        }
        if minutes < worked.minutes {
            try refuse(WorkedDay(day: worked.day, minutes: worked.minutes - minutes), claim, .capHours)
        }
    }

    private mutating func refuse(
        _ worked: WorkedDay, _ claim: TermClaim<HourlyTerm>, _ reason: RefusalReason
    ) throws(OverflowError) {
        let rate = claim.term.tariff.amount(on: worked.day) ?? .zero
        let each = try rate.share(worked.minutes, of: 60)
        refused.append(
            claim.refusal(
                claim.term.key, .hours(worked.day, minutes: worked.minutes), rate: rate, each: each, reason))
    }
}

import Municipal

/// A term that pays once: a fee for the referral, or a milestone.
enum SingleTerm {
    case fee(ReferralFeeTerm)
    case milestone(MilestoneTerm)

    var key: String {
        switch self {
        case .fee(let term): term.key
        case .milestone(let term): term.key
        }
    }

    var tariff: Tariff {
        switch self {
        case .fee(let term): term.tariff
        case .milestone(let term): term.tariff
        }
    }

    var once: PaidOnce {
        switch self {
        case .fee(let term): term.once
        case .milestone(let term): term.once
        }
    }
}

/// Pays what happens once in a course.
///
/// Source: the fee for each referral is that of Små job med mening; milestones are for agreements to come.
struct SingleEntitlement {
    private let through: Day
    private(set) var lines: [EntitledLine] = []
    private(set) var refused: [RefusedLine] = []
    private var isPaidForCitizen = false

    init(through: Day) {
        self.through = through
    }

    mutating func settle(_ claims: [TermClaim<SingleTerm>]) {
        for claim in claims {
            guard let day = claim.occurred(through: through) else { continue }
            let rate = claim.term.tariff.amount(on: day)
            func refuse(_ reason: RefusalReason) {
                let amount = rate ?? .zero
                refused.append(
                    claim.refusal(claim.term.key, .event(day), rate: amount, each: amount, reason))
            }
            guard let rate else {
                refuse(.noTariff)
                continue
            }
            if claim.isRefunded {
                refuse(.stoppedBeforeStart)
            } else if claim.term.once == .citizen, isPaidForCitizen {
                refuse(.oncePerCitizen)
            } else {
                isPaidForCitizen = true
                lines.append(claim.line(claim.term.key, .event(day), rate: rate, each: rate))
            }
        }
    }
}

extension TermClaim<SingleTerm> {
    /// The day of service, or `nil` if it has not happened.
    fileprivate func occurred(through day: Day) -> Day? {
        switch term {
        case .fee: facts.referredOn
        case .milestone(let milestone):
            switch milestone.event {
            case .started: facts.course.startedOn
            case .courseEnded: facts.course.courseEndedOn
            case .phaseEntered(let phase): facts.course.phases[phase]
            case .selfSupportedWeeks(let count): reached(count, milestone, through: day)
            }
        }
    }

    /// The Monday of the week with which so many in a row were reached.
    private func reached(_ count: Int, _ milestone: MilestoneTerm, through day: Day) -> Day? {
        let held = facts.weeks.holding(milestone.mixedWeek)
        let counting = StartPoint(milestone.starts, facts).counting(
            milestone.countsFullOnly ? held.full : held.selfSupported)
        let due = counting.before(ISOWeek.index(containing: day + 1))
        return due.firstRun(ofAtLeast: count).map { ISOWeek.monday(ofIndex: $0.upperBound - 1) }
    }

    /// Whether the citizen stopped, for a reason that leaves nothing to pay, without having started.
    fileprivate var isRefunded: Bool {
        guard case .fee(let fee) = term, let stop = facts.course.stop, fee.refundedStops.contains(stop.reason) else {
            return false
        }
        return facts.course.startedOn.map { $0 > stop.on } ?? true
    }
}

import Municipal

/// One referral's weeks under a weekly term, sorted into those that may pay and those that can't.
struct WeekClaim {
    let claim: TermClaim<WeeklyTerm>
    /// Weeks that pay unless a cap, a gap or another referral stands against it.
    private(set) var full = WeekSet()
    private(set) var partial = WeekSet()
    private(set) var refused: [RefusedLine] = []

    init(_ claim: TermClaim<WeeklyTerm>, through day: Day) {
        self.claim = claim
        let held = claim.facts.weeks.holding(claim.term.mixedWeek)
        guard !held.said.isEmpty else { return }
        let start = StartPoint(claim.term.starts, claim.facts)
        let dueEnd = ISOWeek.index(containing: day + 1)
        let stopped = claim.stopWeek
        for status in [WeekStatus.full, .partial, .unknown] {
            var weeks = held[status]
            func refuse(_ part: WeekSet, _ reason: RefusalReason) {
                weeks = weeks.subtracting(part)
                // Nobody is told that a week nobody knows anything about has not ended.
                if status != .unknown { self.refuse(part, status, reason) }
            }
            refuse(weeks.from(dueEnd), .notEndedYet)
            if let missing = start.missing { refuse(weeks, missing) }
            for bound in start.bounds { refuse(weeks.before(bound.week), bound.reason) }
            if let stopped { refuse(weeks.from(stopped), .afterStop) }
            switch status {
            case .full: full = priced(weeks, .full)
            case .partial: partial = priced(weeks, .partial)
            default: self.refuse(weeks, .unknown, .unknown)
            }
        }
    }

    /// The weeks for which the tariff has an amount; those before its first step are refused.
    private mutating func priced(_ weeks: WeekSet, _ status: WeekStatus) -> WeekSet {
        let first = claim.term.tariff(for: status)?.weeksOfChange.first
        guard let first else {
            refuse(weeks, status, .noTariff)
            return WeekSet()
        }
        refuse(weeks.before(first), status, .noTariff)
        return weeks.from(first)
    }

    private mutating func refuse(_ weeks: WeekSet, _ status: WeekStatus, _ reason: RefusalReason) {
        let tariff = claim.term.tariff(for: status)
        for run in weeks.runs {
            for piece in run.split(at: tariff?.weeksOfChange ?? []) {
                let rate = tariff?.amount(on: ISOWeek.monday(ofIndex: piece.lowerBound)) ?? .zero
                refused.append(
                    claim.refusal(claim.term.key, .weeks(piece, status), rate: rate, each: rate, reason))
            }
        }
    }
}

extension TermClaim<WeeklyTerm> {
    /// The first week that begins on the day of a stop that ends the right, or later.
    fileprivate var stopWeek: Int? {
        guard let stop = facts.course.stop, term.endingStops.contains(stop.reason) else { return nil }
        return ISOWeek.index(containing: stop.on + 6)
    }
}

/// From which week on a referral's weeks count, and why those before it don't.
struct StartPoint {
    /// Weeks before this one don't count.
    struct Bound {
        let week: Int
        let reason: RefusalReason
    }

    private(set) var bounds: [Bound]
    /// What must have happened and has not, so that no week counts.
    private(set) var missing: RefusalReason?

    init(_ rule: StartRule, _ facts: ReferralFacts) {
        func bound(_ day: Day, _ reason: RefusalReason) -> Bound {
            Bound(week: ISOWeek.index(containing: day + 6), reason: reason)
        }
        bounds = [bound(facts.referredOn, .beforeReferral)]
        switch rule {
        case .afterReferral: break
        case .afterStart:
            if let day = facts.course.startedOn {
                bounds.append(bound(day, .beforeStart))
            } else {
                missing = .notStarted
            }
        case .afterCourse:
            if let day = facts.course.courseEndedOn {
                bounds.append(bound(day, .beforeCourseEnd))
            } else {
                missing = .noCourseEnd
            }
        }
    }

    /// The weeks that count.
    func counting(_ weeks: WeekSet) -> WeekSet {
        missing == nil ? bounds.reduce(weeks) { $0.from($1.week) } : WeekSet()
    }
}

extension Range<Int> {
    /// The range cut before each of the places that lie inside it.
    func split(at places: some Sequence<Int>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = lowerBound
        for place in places where place > start && place < upperBound {
            pieces.append(start..<place)
            start = place
        }
        pieces.append(start..<upperBound)
        return pieces
    }
}

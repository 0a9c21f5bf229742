import Municipal

extension InputHash {
    /// Adds a version of an agreement: number, period, terms by name, caps.
    public mutating func add(_ version: AgreementVersion) {
        add(version.id)
        add(version.valid.from)
        add(version.valid.to)
        beginList(version.terms.count)
        for term in version.terms.sorted(by: { $0.key < $1.key }) { add(term) }
        add(version.caps.perCitizen)
        add(version.caps.perAgreement)
        add(version.caps.perYear)
    }

    /// Adds a term: the word for its kind, its name, then its members in the order in which its type declares them.
    public mutating func add(_ term: PaymentTerm) {
        switch term {
        case .referralFee(let fee): add(fee)
        case .weekly(let weekly): add(weekly)
        case .hourly(let hourly): add(hourly)
        case .milestone(let milestone): add(milestone)
        }
    }

    private mutating func add(_ fee: ReferralFeeTerm) {
        add("referral_fee")
        add(fee.key)
        add(fee.tariff)
        add(fee.once.rawValue)
        add(fee.refundedStops)
    }

    private mutating func add(_ weekly: WeeklyTerm) {
        add("weekly")
        add(weekly.key)
        add(weekly.full)
        add(weekly.partial)
        add(weekly.cap)
        add(weekly.starts.rawValue)
        add(weekly.endsAfterGap)
        add(weekly.mixedWeek.rawValue)
        add(weekly.endingStops)
    }

    private mutating func add(_ hourly: HourlyTerm) {
        add("hourly")
        add(hourly.key)
        add(hourly.tariff)
        add(Int64(hourly.recruitmentWeeks))
        add(Int64(hourly.jobWeeks))
        add(hourly.minutesAWeek)
    }

    private mutating func add(_ milestone: MilestoneTerm) {
        add("milestone")
        add(milestone.key)
        switch milestone.event {
        case .started: add("started")
        case .courseEnded: add("course_ended")
        case .phaseEntered(let phase):
            add("phase_entered")
            add(phase)
        case .selfSupportedWeeks(let weeks):
            add("self_supported_weeks")
            add(Int64(weeks))
        }
        add(milestone.tariff)
        add(milestone.once.rawValue)
        add(milestone.countsFullOnly)
        add(milestone.starts.rawValue)
        add(milestone.mixedWeek.rawValue)
    }

    private mutating func add(_ cap: WeekCap?) {
        beginList(cap == nil ? 0 : 1)
        guard let cap else { return }
        add(cap.paidWeeks)
        switch cap.window {
        case .weeks(let weeks):
            add("weeks")
            add(Int64(weeks))
        case .months(let months):
            add("months")
            add(Int64(months))
        case nil: add("none")
        }
        add(cap.isShared)
        add(cap.scope.rawValue)
    }

    private mutating func add(_ tariff: Tariff?) {
        beginList(tariff?.steps.count ?? 0)
        for step in tariff?.steps ?? [] {
            add(step.from)
            add(step.amount)
        }
    }

    private mutating func add(_ reasons: Set<String>) {
        beginList(reasons.count)
        for reason in reasons.sorted() { add(reason) }
    }
}

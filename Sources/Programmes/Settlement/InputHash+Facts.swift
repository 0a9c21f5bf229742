import Municipal

extension InputHash {
    /// Adds a referral: number, citizen, day, course, statements about weeks, statements about hours.
    public mutating func add(_ facts: ReferralFacts) {
        add(facts.referral)
        add(facts.citizen)
        add(facts.referredOn)
        add(facts.course.startedOn)
        add(facts.course.courseEndedOn)
        add(facts.course.stop?.on)
        add(facts.course.stop?.reason ?? "")
        beginList(facts.course.phases.count)
        for (phase, day) in facts.course.phases.sorted(by: { $0.key < $1.key }) {
            add(phase)
            add(day)
        }
        beginList(facts.weeks.statements.count)
        for statement in facts.weeks.statements { add(statement) }
        beginList(facts.hours.statements.count)
        for statement in facts.hours.statements { add(statement) }
    }

    /// Adds a line that earlier runs hold: its number, referral, version, term, service, rate and amount of a unit.
    public mutating func add(_ held: HeldLine) {
        add(held.id)
        add(held.line.referral)
        add(held.line.agreement)
        add(held.line.term)
        add(held.line.service)
        add(held.line.rate)
        add(held.line.each)
    }

    private mutating func add(_ service: ServiceUnit) {
        switch service {
        case .weeks(let weeks, let status):
            add(status.rawValue)
            add(weeks)
        case .hours(let day, let minutes):
            add("hours")
            add(day)
            add(Int64(minutes))
        case .event(let day):
            add("event")
            add(day)
        }
    }

    private mutating func add(_ statement: WeekStatement) {
        add(statement.fact)
        add(statement.source)
        for status in WeekStatus.allCases { add(statement.weeks[status]) }
    }

    private mutating func add(_ statement: HourStatement) {
        add(statement.fact)
        add(statement.source)
        add(statement.employer.description)
        beginList(statement.minutes.count)
        for (day, minutes) in statement.minutes.sorted(by: { $0.key < $1.key }) {
            add(day)
            add(Int64(minutes))
        }
    }
}

import Municipal

/// One referral of a citizen under one term.
struct TermClaim<Term> {
    let facts: ReferralFacts
    let agreement: Int64
    let term: Term

    func line(_ key: String, _ service: ServiceUnit, rate: Money, each: Money) -> EntitledLine {
        EntitledLine(
            referral: facts.referral, agreement: agreement, term: key, service: service, rate: rate, each: each)
    }

    func refusal(
        _ key: String, _ service: ServiceUnit, rate: Money = .zero, each: Money = .zero, _ reason: RefusalReason
    ) -> RefusedLine {
        RefusedLine(
            referral: facts.referral, term: key, service: service, rate: rate, each: each, reason: reason)
    }
}

/// A citizen's referrals by the term they come under, each list in the order of the referrals.
///
/// Versions of an agreement that name a term alike go on with it: weeks paid under the one count in the cap of the other.
struct TermClaims {
    private(set) var weekly: [String: [TermClaim<WeeklyTerm>]] = [:]
    private(set) var hourly: [String: [TermClaim<HourlyTerm>]] = [:]
    private(set) var single: [String: [TermClaim<SingleTerm>]] = [:]

    mutating func add(_ term: PaymentTerm, of facts: ReferralFacts, under agreement: Int64) {
        switch term {
        case .weekly(let weekly):
            self.weekly[term.key, default: []].append(TermClaim(facts: facts, agreement: agreement, term: weekly))
        case .hourly(let hourly):
            self.hourly[term.key, default: []].append(TermClaim(facts: facts, agreement: agreement, term: hourly))
        case .referralFee(let fee):
            single[term.key, default: []].append(TermClaim(facts: facts, agreement: agreement, term: .fee(fee)))
        case .milestone(let milestone):
            single[term.key, default: []].append(
                TermClaim(facts: facts, agreement: agreement, term: .milestone(milestone)))
        }
    }
}

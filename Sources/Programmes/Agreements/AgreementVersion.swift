public import Municipal

/// The most that is paid under one version of an agreement, in kroner.
public struct AmountCaps: Sendable, Hashable {
    /// For one citizen.
    public let perCitizen: Money?
    /// For all citizens together.
    public let perAgreement: Money?
    /// For all citizens together in a calendar year.
    public let perYear: Money?

    /// Caps; a negative one counts as nothing, and `nil` is no cap.
    public init(perCitizen: Money? = nil, perAgreement: Money? = nil, perYear: Money? = nil) {
        self.perCitizen = perCitizen.map { max($0, .zero) }
        self.perAgreement = perAgreement.map { max($0, .zero) }
        self.perYear = perYear.map { max($0, .zero) }
    }
}

/// What holds under an agreement for referrals made in a period.
///
/// A referral keeps the version that held on the day of the referral, under which the citizen was sent and the provider
/// took him in; amounts inside it change by the day of service. Caps bind what is owed under the version.
public struct AgreementVersion: Sendable, Hashable {
    /// The version's number.
    public let id: Int64
    /// The days on which referrals come under it.
    public let valid: DateSpan
    /// What is paid for.
    public let terms: [PaymentTerm]
    /// The most that is paid.
    public let caps: AmountCaps

    /// A version.
    ///
    /// - Throws: ``TermError`` if two terms have one name.
    public init(
        id: Int64, valid: DateSpan, terms: [PaymentTerm], caps: AmountCaps = AmountCaps()
    ) throws(TermError) {
        var keys: Set<String> = []
        for term in terms where !keys.insert(term.key).inserted {
            throw TermError(.sameKey, "two terms of the agreement are named \(term.key); give each its own name")
        }
        self.id = id
        self.valid = valid
        self.terms = terms
        self.caps = caps
    }
}

extension Sequence<AgreementVersion> {
    /// The version under which a referral on this day comes; of two the one with the higher number.
    public func version(on day: Day) -> AgreementVersion? {
        self.filter { $0.valid.contains(day) }.max { $0.id < $1.id }
    }
}

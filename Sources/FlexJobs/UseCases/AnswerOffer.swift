public import Municipal
public import Postgres
public import Tenancy

/// What a caseworker does with an offer.
public enum AnswerOffer {
    /// Accepts an offer and sets the start: the coverage is granted in the same breath.
    public static func accept(
        _ id: OfferNumber, employer: CVRNumber, productionUnit: ProductionUnitNumber?, weeklyHours: Hours,
        monthlyAmount: Money, from: Day, agreedLastDay: Day?, caseNumber: String, cameFromUnemploymentBenefit: Bool?,
        permit: PermitNumber?, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Coverage {
        let (offer, entry, pool, day) = try lock(id, in: tenant, &tx)
        guard OfferDeadline(madeOn: offer.answerBy, answerDays: 0).isOpen(on: day) else {
            throw Refusal(
                .tryAgain, "offer \(id) had to be answered by \(offer.answerBy)",
                advice: "It lapses; the place goes to the next in line.")
        }
        guard try tx.execute(OfferRepository.answer(id, .accepted, on: day, reason: nil, in: tenant)) == 1 else {
            throw Refusal.changedMeanwhile("offer \(id)")
        }
        let request = GrantCoverage.Request(
            citizen: offer.citizen, employer: employer, productionUnit: productionUnit, weeklyHours: weeklyHours,
            monthlyAmount: monthlyAmount, from: from, agreedLastDay: agreedLastDay, caseNumber: caseNumber,
            cameFromUnemploymentBenefit: cameFromUnemploymentBenefit, permit: permit)
        try GrantCoverage.check(request, pool: pool, in: tenant, &tx)
        return try GrantCoverage.grant(request, pool: pool, entry: entry, offer: id, on: day, in: tenant, &tx)
    }

    /// Declines an offer for a reason; the entry goes where the pool says, or is parked until a day.
    ///
    /// - Returns: The state of the waiting entry after it.
    public static func decline(
        _ id: OfferNumber, reason: String, parkUntil: Day?, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> WaitingEntry.State {
        let (_, entry, pool, day) = try lock(id, in: tenant, &tx)
        if let parkUntil, parkUntil <= day {
            throw Refusal(.badData, "\(parkUntil) is not to come", advice: "Give a day after \(day) for --park-until.")
        }
        guard try tx.execute(OfferRepository.answer(id, .declined, on: day, reason: reason, in: tenant)) == 1 else {
            throw Refusal.changedMeanwhile("offer \(id)")
        }
        let state: WaitingEntry.State =
            switch (parkUntil, pool.whenDeclined) {
            case (_?, _), (nil, .park): .parked
            case (nil, .keep), (nil, .back): .waiting
            case (nil, .withdraw): .withdrawn
            }
        let goesBack = parkUntil == nil && pool.whenDeclined == .back
        try Waitlist.move(
            entry, to: state, kind: .declined, reason: reason, queuedOn: goesBack ? day : nil, parkedUntil: parkUntil,
            on: day, in: tenant, &tx)
        return state
    }

    private static func lock(
        _ id: OfferNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> (offer: Offer, entry: WaitingEntry, pool: Pool, day: Day) {
        guard let found = try tx.first(OfferRepository.find(id, in: tenant)) else {
            throw Refusal.notFound("offer", "\(id)", advice: "See `sluse offer list`.")
        }
        try tx.execute(PoolRepository.lock(found.pool, in: tenant))
        let offer = try tx.one(OfferRepository.find(id, in: tenant))
        guard offer.state == .open else {
            throw Refusal(
                .tryAgain,
                "offer \(id) was \(offer.state.rawValue) on \(offer.answeredOn.map { "\($0)" } ?? "an unknown day")",
                advice: "`sluse offer list --all` shows what became of it.")
        }
        return (
            offer, try tx.one(WaitingRepository.find(offer.entry, in: tenant)),
            try tx.one(PoolRepository.find(offer.pool, in: tenant)), try tx.today()
        )
    }
}

public import Municipal
public import Postgres

extension DecisionRepository {
    /// Records that a proposal was adopted. What rests on it follows in the same transaction, by its own module.
    ///
    /// - Parameters:
    ///   - slug: The decision.
    ///   - body: Who decided it.
    ///   - day: The day it was decided; not later than today.
    ///   - effective: The day it takes effect.
    ///   - caseNumber: The number of its case; `nil` keeps the one it has.
    /// - Returns: The decision as it is now. Adopted already with the same words, it is returned as it was.
    /// - Throws: ``Refusal``.
    public static func adopt(
        _ slug: String, by body: String, on day: Day, effective: Day, caseNumber: String?, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws -> Decision {
        let known = try required(slug, in: tenant, &tx)
        let adopted = known.adopted(by: body, on: day, effective: effective, caseNumber: caseNumber ?? known.caseNumber)
        switch known.status {
        case .adopted where adopted == known: return known
        case .adopted:
            throw Refusal(
                .badData, "\(known.words) was adopted already, \(known.adoptionWords)",
                advice: "What changes it is a new decision.")
        case .repealed:
            throw Refusal(.badData, "\(known.words) was repealed", advice: "What brings it back is a new decision.")
        case .proposed: break
        }
        guard day <= (try tx.today()) else {
            throw Refusal(.badData, "\(day) has not come yet, so nothing was decided on it")
        }
        guard try update(adopted, &tx) else { throw Refusal.changedMeanwhile(known.words) }
        return try required(slug, in: tenant, &tx)
    }

    /// Records that an adopted decision is not in force any more from a day on.
    ///
    /// - Returns: The decision as it is now.
    /// - Throws: ``Refusal``.
    public static func repeal(
        _ slug: String, on day: Day, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Decision {
        let known = try required(slug, in: tenant, &tx)
        switch known.status {
        case .repealed where known.repealedOn == day: return known
        case .repealed:
            throw Refusal(
                .badData, "\(known.words) was repealed already, on \(known.repealedOn?.description ?? "a day")")
        case .proposed:
            throw Refusal(
                .badData, "\(known.words) was never adopted, so there is nothing to repeal",
                advice: "A proposal binds nobody; leave it, or propose another.")
        case .adopted: break
        }
        guard day <= (try tx.today()) else {
            throw Refusal(
                .badData, "\(day) has not come yet; until then the decision is in force",
                advice: "Record the repeal on its day: what follows from it takes effect at once.")
        }
        if let decided = known.decidedOn, day < decided {
            throw Refusal(.badData, "\(known.words) was decided on \(decided), after \(day)")
        }
        guard try update(known.repealed(on: day), &tx) else { throw Refusal.changedMeanwhile(known.words) }
        return try required(slug, in: tenant, &tx)
    }

    private static func required(
        _ slug: String, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Decision {
        guard let known = try find(slug, in: tenant, &tx) else {
            throw Refusal.notFound("decision", slug, advice: "`sluse decision list` shows which there are.")
        }
        return known
    }
}

extension Decision {
    /// How errors call it.
    var words: String { "the decision '\(slug)'" }

    var adoptionWords: String {
        "by \(decidedBy ?? "someone") on \(decidedOn?.description ?? "a day"), effective \(effectiveOn?.description ?? "never")"
    }

    func adopted(by body: String, on day: Day, effective: Day, caseNumber: String?) -> Decision {
        Decision(
            tenant: tenant, slug: slug, title: title, status: .adopted, decidedBy: body, decidedOn: day,
            caseNumber: caseNumber, effectiveOn: effective, version: version)
    }

    func repealed(on day: Day) -> Decision {
        Decision(
            tenant: tenant, slug: slug, title: title, status: .repealed, decidedBy: decidedBy, decidedOn: decidedOn,
            caseNumber: caseNumber, effectiveOn: effectiveOn, repealedOn: day, version: version)
    }
}

import Municipal
public import Postgres

extension MunicipalityDeclaration {
    /// Makes the database say what the file says. Applied twice, the second time changes nothing.
    ///
    /// A municipality that is not there yet is made, with the daemon as a member and the applying login as its
    /// administrator. What the file leaves out stays as it is, and so does what only `sluse decision` moves; the
    /// outcome's notes say so.
    ///
    /// - Parameter tx: A transaction that writes in ``tenant``.
    /// - Throws: ``Refusal`` where the file contradicts what can't be changed, and `PostgresError`.
    public func apply(_ tx: inout Transaction) throws -> ApplyOutcome {
        var outcome = ApplyOutcome()
        try applyMunicipality(&outcome, &tx)
        let known = try DecisionRepository.all(in: tenant, &tx)
        for declared in decisions {
            if let present = known.first(where: { $0.slug == declared.slug }) {
                try declared.apply(to: present, &outcome, &tx)
            } else {
                try declared.add(in: tenant, &outcome, &tx)
            }
        }
        let named = Set(decisions.map(\.slug))
        outcome.notes += known.filter { !named.contains($0.slug) }
            .map { "\($0.words) is not in the file; it stays as it is (\($0.status.rawValue))" }
        return outcome
    }

    private func applyMunicipality(_ outcome: inout ApplyOutcome, _ tx: inout Transaction) throws {
        guard let present = try MunicipalityRepository.find(tenant, &tx) else {
            let login = try tx.login()
            let made = Municipality(id: tenant, slug: slug, name: name, language: language, contact: contact)
            do throws(PostgresError) {
                try MunicipalityRepository.insert(made, administrator: login, &tx)
            } catch {
                guard error.sqlState == .insufficientPrivilege else { throw error }
                throw Refusal(
                    .notAllowed, "\(login) may not make a municipality, and \(name) (\(tenant)) is not here yet",
                    advice: "The deployment's administrator may: apply the file with that login first.")
            }
            outcome.changes.append(Change("municipality \(slug)", from: nil, to: "\(name) (\(tenant))"))
            return
        }
        guard present.slug == slug else {
            throw Refusal(
                .configuration, "municipality \(tenant) is called '\(present.slug)' here, and the file says '\(slug)'",
                advice: "The slug never changes; is the code right?")
        }
        var differences = ApplyOutcome()
        differences.compare("municipality \(slug) name", present.name, name)
        differences.compare("municipality \(slug) language", present.language.rawValue, language.rawValue)
        differences.compare("municipality \(slug) contact", present.contact, contact)
        guard !differences.changes.isEmpty else { return }
        let changed = Municipality(
            id: tenant, slug: slug, name: name, language: language, contact: contact, version: present.version)
        guard try MunicipalityRepository.update(changed, &tx) else {
            throw Refusal.changedMeanwhile("municipality \(slug)")
        }
        outcome.append(differences)
    }
}

extension DecisionDeclaration {
    func add(in tenant: TenantID, _ outcome: inout ApplyOutcome, _ tx: inout Transaction) throws {
        if isAdopted, let decidedOn, decidedOn > (try tx.today()) {
            throw Refusal(.badData, "the decision '\(slug)' can't be adopted yet: \(decidedOn) has not come")
        }
        try DecisionRepository.insert(decision(in: tenant), &tx)
        outcome.changes.append(Change("decision \(slug)", from: nil, to: isAdopted ? "adopted" : "proposed"))
    }

    func apply(to present: Decision, _ outcome: inout ApplyOutcome, _ tx: inout Transaction) throws {
        noteStatus(present, &outcome)
        let wanted = merged(into: present, &outcome)
        var differences = ApplyOutcome()
        differences.compare("decision \(slug) title", present.title, wanted.title)
        differences.compare("decision \(slug) decided-by", present.decidedBy, wanted.decidedBy)
        differences.compare("decision \(slug) case-number", present.caseNumber, wanted.caseNumber)
        differences.compare(
            "decision \(slug) decided-on", present.decidedOn?.description, wanted.decidedOn?.description)
        differences.compare(
            "decision \(slug) effective-on", present.effectiveOn?.description, wanted.effectiveOn?.description)
        guard !differences.changes.isEmpty else { return }
        guard try DecisionRepository.update(wanted, &tx) else { throw Refusal.changedMeanwhile(present.words) }
        outcome.append(differences)
    }

    /// What the decision becomes: a proposal takes all the file says, while the days of an adopted one are facts.
    private func merged(into present: Decision, _ outcome: inout ApplyOutcome) -> Decision {
        let isProposal = present.status == .proposed && !isAdopted
        if present.status != .proposed, isAdopted,
            decidedOn != present.decidedOn || effectiveOn != present.effectiveOn
        {
            outcome.notes.append("\(present.words) keeps the days it was adopted with: \(present.adoptionWords)")
        }
        return Decision(
            tenant: present.tenant, slug: slug, title: title, status: present.status,
            decidedBy: isProposal ? decidedBy : (isAdopted ? decidedBy : nil) ?? present.decidedBy,
            decidedOn: isProposal ? decidedOn : present.decidedOn,
            caseNumber: isProposal ? caseNumber : caseNumber ?? present.caseNumber,
            effectiveOn: isProposal ? effectiveOn : present.effectiveOn, repealedOn: present.repealedOn,
            version: present.version)
    }

    private func noteStatus(_ present: Decision, _ outcome: inout ApplyOutcome) {
        switch (present.status, isAdopted) {
        case (.proposed, true):
            outcome.notes.append(
                "\(present.words) is still proposed here; the file does not move it, `sluse decision adopt \(slug)` does"
            )
        case (.adopted, false), (.repealed, _):
            outcome.notes.append(
                "\(present.words) is \(present.status.rawValue) here, and the file still says "
                    + (isAdopted ? "adopted" : "proposed"))
        default: break
        }
    }
}

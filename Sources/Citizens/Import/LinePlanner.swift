import Municipal

/// The citizens that a batch of lines is about, as far as they are there.
struct KnownCitizens: Sendable {
    /// By token.
    let records: [[UInt8]: CitizenRecord]
    let periods: [PeriodKind: [CitizenNumber: [CitizenPeriod]]]
}

/// Decides what a line means for what is recorded. Pure: the day comes from outside, nothing is read or written.
struct LinePlanner: Sendable {
    let cipher: PersonCipher
    let today: Day

    /// - Throws: `Refusal` if a citizen's identity can't be opened.
    func plan(_ line: CitizenFile.Line, known: KnownCitizens) throws -> PlannedLine {
        switch line.entry {
        case .failure(let error):
            return PlannedLine(number: line.number, verdict: .refused, what: [error.message])
        case .success(let entry):
            guard entry.cpr.birthDate <= today else {
                return PlannedLine(
                    number: line.number, verdict: .refused, what: ["the CPR number is of someone not born yet"])
            }
            guard let record = known.records[cipher.token(of: entry.cpr)], let sealed = record.sealed else {
                return newcomer(entry, line.number)
            }
            return try correction(entry, record, sealed, known, line.number)
        }
    }

    private func newcomer(_ entry: CitizenEntry, _ line: Int) -> PlannedLine {
        guard let name = entry.name else {
            return PlannedLine(number: line, verdict: .refused, what: ["the name is missing"])
        }
        let periods = [(PeriodKind.targetGroup, entry.targetGroup), (.benefit, entry.benefit)].compactMap {
            kind, period in
            period.map {
                PlannedPeriod(kind: kind, value: $0.value, span: DateSpan(endlessFrom: $0.from), closing: nil)
            }
        }
        let newcomer = Newcomer(
            identity: Identity(cpr: entry.cpr, name: name), unit: entry.unit,
            protectedAddress: entry.protectedAddress ?? false, periods: periods)
        return PlannedLine(number: line, verdict: .new, action: .add(newcomer))
    }

    private func correction(
        _ entry: CitizenEntry, _ record: CitizenRecord, _ sealed: SealedIdentity, _ known: KnownCitizens, _ line: Int
    ) throws -> PlannedLine {
        let number = record.facts.number
        var what: [String] = []
        var periods: [PlannedPeriod] = []
        for (kind, period) in [(PeriodKind.targetGroup, entry.targetGroup), (.benefit, entry.benefit)] {
            guard let period else { continue }
            switch PeriodPlan.record(kind, period.value, from: period.from, among: known.periods[kind]?[number] ?? []) {
            case .same: break
            case .refused(let why):
                return PlannedLine(number: line, verdict: .refused, citizen: number, what: [why])
            case .add(let span, let closing):
                periods.append(PlannedPeriod(kind: kind, value: period.value, span: span, closing: closing))
                what.append("\(kind.noun) \(period.value) \(span.text(.english))")
            }
        }
        let row = try corrected(entry, record, sealed, &what)
        guard !what.isEmpty else { return PlannedLine(number: line, verdict: .same, citizen: number) }
        return PlannedLine(
            number: line, verdict: .corrected, citizen: number, what: what,
            action: .correct(Correction(number: number, row: row, periods: periods)))
    }

    private func corrected(
        _ entry: CitizenEntry, _ record: CitizenRecord, _ sealed: SealedIdentity, _ what: inout [String]
    ) throws -> CorrectedCitizen? {
        let number = record.facts.number
        let count = what.count
        var becomes = sealed
        do {
            let before = try cipher.open(sealed, of: number)
            if let name = entry.name, name.text != before.name {
                becomes = try cipher.reseal(Identity(cpr: entry.cpr, name: name), as: number, like: sealed)
                what.append("name")
            }
        } catch let failure as PersonCipher.Failure {
            throw failure.refusal(of: number, in: cipher.keys.tenant)
        }
        if let unit = entry.unit, unit != record.facts.unit { what.append("unit") }
        if let isProtected = entry.protectedAddress, isProtected != record.facts.protectedAddress {
            what.append(isProtected ? "now protected" : "no longer protected")
        }
        guard what.count > count else { return nil }
        return CorrectedCitizen(
            number: number, sealed: becomes, unit: entry.unit ?? record.facts.unit,
            protectedAddress: entry.protectedAddress ?? record.facts.protectedAddress, version: record.version)
    }
}

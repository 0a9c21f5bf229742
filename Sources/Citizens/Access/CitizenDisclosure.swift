import Municipal
public import Postgres
public import Tenancy

/// Shows a citizen: masked as a rule, in full with a reason that is recorded first.
public struct CitizenDisclosure: Sendable {
    private let keys: KeyRing
    private let tenant: TenantID

    /// Prepares for one municipality; keys are looked for when something is shown.
    public init(keys: KeyRing, tenant: TenantID) {
        self.keys = keys
        self.tenant = tenant
    }

    /// A citizen with what is recorded about them.
    public struct Dossier: Sendable {
        /// The citizen, masked.
        public let summary: CitizenSummary
        /// The target groups, the earliest first.
        public let targetGroups: [CitizenPeriod]
        /// The benefits, the earliest first.
        public let benefits: [CitizenPeriod]
        /// Name and CPR number in full; `nil` unless revealed. Print it after the commit, when the access is recorded.
        public let revealed: Identity?
        /// Why the name isn't shown, where it might be; `nil` otherwise.
        public let note: String?
    }

    /// A citizen, masked; that somebody looked is recorded in the same transaction.
    ///
    /// Name and number of a protected person are not there at all.
    ///
    /// - Throws: `Refusal` if there is no such citizen; `PostgresError`.
    public func show(_ number: CitizenNumber, _ tx: inout Transaction) throws -> Dossier {
        let summaries = try CitizenDirectory(keys: keys, tenant: tenant).summaries(of: [number], &tx)
        guard let summary = summaries[number] else { throw CitizenRepository.unknown(number) }
        try AccessRepository.record(.show, of: number, .look, in: tenant, &tx)
        return try dossier(summary, revealed: nil, note: summary.erasedOn == nil ? summaries.note : nil, &tx)
    }

    /// A citizen in full; the access is recorded in the same transaction.
    ///
    /// - Throws: `Refusal` if there is no such citizen, the person was erased, or the key isn't here or another's;
    ///   `PostgresError`.
    public func reveal(_ number: CitizenNumber, reason: AccessReason, _ tx: inout Transaction) throws -> Dossier {
        let found = try keys.require(for: tenant, "to reveal a CPR number")
        try KeyCheck.require(found, &tx)
        guard let record = try CitizenRepository.records(of: [number], in: tenant, &tx).first else {
            throw CitizenRepository.unknown(number)
        }
        guard let sealed = record.sealed else {
            throw Refusal(
                .badData, "\(number) was erased\(record.facts.erasedOn.map { " on \($0)" } ?? "")",
                advice: "Name and CPR number can't be brought back.")
        }
        let identity: Identity
        do {
            identity = try PersonCipher(keys: found).open(sealed, of: number)
        } catch let failure as PersonCipher.Failure {
            throw failure.refusal(of: number, in: tenant)
        }
        try AccessRepository.record(.reveal, of: number, reason, in: tenant, &tx)
        return try dossier(CitizenSummary(record.facts, identity), revealed: identity, note: nil, &tx)
    }

    /// Who looked at a citizen.
    ///
    /// - Throws: `Refusal` if there is no such citizen; `PostgresError`.
    public func accesses(to number: CitizenNumber, _ tx: inout Transaction) throws -> [AccessRepository.Entry] {
        guard try CitizenRepository.facts(of: number, in: tenant, &tx) != nil else {
            throw CitizenRepository.unknown(number)
        }
        return try AccessRepository.entries(of: number, in: tenant, &tx)
    }

    /// Who looked at a citizen, for the citizen; the export is recorded and part of it.
    ///
    /// A citizen may know when and why, but as a rule not which employee it was (Court of Justice, C-579/21): leave out
    /// ``AccessRepository/Entry/login``.
    ///
    /// - Throws: `Refusal` if there is no such citizen; `PostgresError`.
    public func export(
        of number: CitizenNumber, reason: AccessReason, _ tx: inout Transaction
    ) throws -> [AccessRepository.Entry] {
        guard try CitizenRepository.facts(of: number, in: tenant, &tx) != nil else {
            throw CitizenRepository.unknown(number)
        }
        try AccessRepository.record(.export, of: number, reason, in: tenant, &tx)
        return try AccessRepository.entries(of: number, in: tenant, &tx)
    }

    private func dossier(
        _ summary: CitizenSummary, revealed: Identity?, note: String?, _ tx: inout Transaction
    ) throws(PostgresError) -> Dossier {
        Dossier(
            summary: summary, targetGroups: try PeriodRepository.targetGroups(of: summary.number, in: tenant, &tx),
            benefits: try PeriodRepository.benefits(of: summary.number, in: tenant, &tx), revealed: revealed, note: note
        )
    }
}

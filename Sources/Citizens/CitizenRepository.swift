public import Postgres
public import Tenancy

/// The citizens of a municipality, as the database knows them.
public enum CitizenRepository {
    /// What is known of a citizen without a key.
    public static func facts(
        of number: CitizenNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> CitizenFacts? {
        try tx.first(CitizenStatements.facts(of: [number], in: tenant))
    }

    /// What is known of several citizens, in the order of their numbers; those that aren't there are left out.
    public static func facts(
        of numbers: [CitizenNumber], in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> [CitizenFacts] {
        try tx.fetch(CitizenStatements.facts(of: numbers, in: tenant))
    }

    /// The citizen that something new is about to be recorded for; an erasure waits until the transaction ends.
    ///
    /// - Throws: `Refusal` if there is no such citizen, in the same words if only another municipality has it, or if the person
    ///   was erased.
    public static func existing(
        _ number: CitizenNumber, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> CitizenFacts {
        guard let facts = try tx.first(CitizenStatements.factsLocked(of: number, in: tenant)) else {
            throw unknown(number)
        }
        if let day = facts.erasedOn { throw Refusal(.badData, "\(number) was erased on \(day)") }
        return facts
    }

    static func unknown(_ number: CitizenNumber) -> Refusal {
        .notFound("citizen", number.description, advice: "`sluse citizen find` finds the number of a person.")
    }

    /// What is sealed of several citizens.
    static func records(
        of numbers: [CitizenNumber], in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> [CitizenRecord] {
        try tx.fetch(CitizenStatements.records(of: numbers, in: tenant))
    }

    /// The citizens that these tokens stand for.
    static func records(
        withTokens tokens: [[UInt8]], in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> [CitizenRecord] {
        try tx.fetch(CitizenStatements.records(withTokens: tokens, in: tenant))
    }

    /// Adds citizens.
    static func insert(
        _ citizens: [NewCitizen], in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) {
        try tx.execute(CitizenStatements.insert(citizens, in: tenant))
    }

    /// Writes what became of citizens.
    ///
    /// - Returns: How many were still at the version that was read.
    static func update(
        _ citizens: [CorrectedCitizen], in tenant: TenantID, _ tx: inout Transaction
    ) throws(PostgresError) -> Int {
        try tx.execute(CitizenStatements.update(citizens, in: tenant))
    }
}

/// What the database holds of a citizen, sealed.
struct CitizenRecord: Sendable {
    let facts: CitizenFacts
    /// The token by which the CPR number is found; empty once erased.
    let token: [UInt8]
    /// `nil` once the person is erased.
    let sealed: SealedIdentity?
    let version: Int32
}

/// A citizen about to be added.
struct NewCitizen: Sendable {
    let facts: CitizenFacts
    let token: [UInt8]
    let sealed: SealedIdentity
}

/// A citizen about to be corrected.
struct CorrectedCitizen: Sendable {
    let number: CitizenNumber
    let sealed: SealedIdentity
    let unit: String?
    let protectedAddress: Bool
    /// The version that was read.
    let version: Int32
}

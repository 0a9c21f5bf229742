public import Municipal
public import Postgres
public import Tenancy

/// Finds a citizen by CPR number, through the keyed hash.
public struct CitizenLookup: Sendable {
    private let cipher: PersonCipher
    private let tenant: TenantID

    /// Prepares searches in one municipality.
    public init(keys: MunicipalityKeys) {
        cipher = PersonCipher(keys: keys)
        tenant = keys.tenant
    }

    /// Searches, and records the search whether it finds anybody or not.
    ///
    /// Nobody, and a person whom only another municipality knows, take the same steps and give the same answer.
    ///
    /// - Parameters:
    ///   - cpr: The number.
    ///   - reason: Why; without one the log says that it was a search.
    ///   - tx: A transaction that may write.
    /// - Returns: The citizen, or `nil`. Throw ``notFound`` after the transaction: in it, it would undo the record.
    /// - Throws: `Refusal` (`.configuration`) if the keys are not those of the citizens that are here; `PostgresError`.
    public func find(
        _ cpr: CPRNumber, reason: AccessReason? = nil, _ tx: inout Transaction
    ) throws -> CitizenSummary? {
        // With other keys nobody would be found, and somebody would believe it.
        try KeyCheck.require(cipher.keys, &tx)
        let record = try CitizenRepository.records(withTokens: [cipher.token(of: cpr)], in: tenant, &tx).first
        try AccessRepository.record(.find, of: record?.facts.number, reason ?? .search, in: tenant, &tx)
        return record.map { record in
            // Whoever knows the number and searches with it learns the name, but not of a protected person.
            CitizenSummary(record.facts, record.sealed.flatMap { try? cipher.open($0, of: record.facts.number) })
        }
    }

    /// The answer to a search that finds nobody.
    public static let notFound = Refusal(
        .badData, "no citizen with this CPR number is known here",
        advice: "Check the number, or add the citizen: `sluse citizen add`.")
}

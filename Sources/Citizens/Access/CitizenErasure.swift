public import Municipal
public import Postgres
public import Tenancy

/// Erases a person: destroys the person's key, the sealed identity, the token and the day of birth.
///
/// The row stays under its number, so that money and places still add up. What backups hold is erased when they expire; the
/// municipality's key alone does not open a person whose wrapped key is gone.
public enum CitizenErasure {
    /// Erases a citizen and records who did so and why.
    ///
    /// - Parameters:
    ///   - number: The citizen.
    ///   - reason: Why, for the log of accesses.
    ///   - tenant: The municipality.
    ///   - tx: A transaction that may write.
    /// - Returns: The day of the erasure.
    /// - Throws: `Refusal` while the citizen has an active coverage or an open entry on a waiting list, or was erased before;
    ///   `PostgresError`.
    @discardableResult
    public static func erase(
        _ number: CitizenNumber, reason: AccessReason, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> Day {
        guard let citizen = try ErasureRepository.lock(number, in: tenant, &tx) else {
            throw CitizenRepository.unknown(number)
        }
        if let day = citizen.erasedOn { throw Refusal(.badData, "\(number) was erased on \(day) already") }
        // The lock is held, so what is counted now can only become less.
        let open = try ErasureRepository.standing(number, in: tenant, &tx)
        guard open.coverages == 0, open.waiting == 0 else {
            throw Refusal(
                .badData, "\(number) is not erased: \(words(open))",
                advice:
                    "End the coverage (`sluse coverage end`) and take the citizen off the list (`sluse waitlist withdraw`)."
            )
        }
        let today = try tx.today()
        try ErasureRepository.erase(number, on: today, in: tenant, &tx)
        try AccessRepository.record(.erase, of: number, reason, in: tenant, &tx)
        return today
    }

    private static func words(_ open: ErasureRepository.Standing) -> String {
        [
            open.coverages > 0 ? "a coverage is active" : nil,
            open.waiting > 0 ? "an entry on a waiting list is open" : nil,
        ].compactMap(\.self).joined(separator: ", and ")
    }
}

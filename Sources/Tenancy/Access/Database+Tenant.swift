public import Postgres

extension Database {
    /// Runs a transaction that may change one municipality's rows.
    ///
    /// The setting `sluse.tenant` narrows what the login sees to this municipality and allows it to write there, if one
    /// of its memberships does.
    ///
    /// ```swift
    /// try await database.write(in: ishoj, reason: "byrådet 4. februar") { tx in
    ///     try DecisionRepository.adopt("flow-2025", …, &tx)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - tenant: The municipality.
    ///   - reason: Why, for the audit; it must not name a person.
    ///   - dryRun: Runs everything, the checks that wait for the commit included, and then undoes it.
    ///   - settings: More settings for the length of the transaction.
    ///   - body: What to do; it may run more than once, when others changed the same rows.
    /// - Throws: What `body` throws, and `PostgresError`.
    public func write<R: Sendable>(
        in tenant: TenantID, reason: String? = nil, dryRun: Bool = false, settings: [LocalSetting] = [],
        _ body: @Sendable (inout Transaction) throws -> R
    ) async throws -> R {
        let own = [
            LocalSetting("sluse.tenant", String(tenant.rawValue)), LocalSetting("sluse.reason", reason ?? ""),
        ]
        return try await transaction(settings: own + settings, dryRun: dryRun, body)
    }

    /// Runs a transaction of no municipality that may be a rehearsal.
    ///
    /// - Parameters:
    ///   - settings: Server settings for this transaction.
    ///   - dryRun: Runs everything, the checks that wait for the commit included, and then undoes it.
    ///   - body: What to do.
    /// - Throws: What `body` throws, and `PostgresError`.
    public func transaction<R: Sendable>(
        settings: [LocalSetting] = [], dryRun: Bool, _ body: @Sendable (inout Transaction) throws -> R
    ) async throws -> R {
        guard dryRun else { return try await transaction(.readWrite, settings: settings, body) }
        do {
            return try await transaction(.readWrite, settings: settings) { tx in try Rehearsed.run(body, &tx) }
        } catch let rehearsed as Rehearsed<R> {
            return rehearsed.outcome
        }
    }

    /// Runs a transaction that only reads one municipality's rows.
    public func read<R: Sendable>(
        in tenant: TenantID, isolation: IsolationLevel = .readCommitted,
        _ body: @Sendable (inout Transaction) throws -> R
    ) async throws -> R {
        try await transaction(
            .readOnly, isolation: isolation, settings: [LocalSetting("sluse.tenant", String(tenant.rawValue))], body)
    }
}

/// Carries the result of a dry run out of a transaction that must not be committed.
private struct Rehearsed<Outcome: Sendable>: Error {
    let outcome: Outcome

    /// Does everything and then throws, so that all of it is undone.
    static func run(
        _ body: (inout Transaction) throws -> Outcome, _ tx: inout Transaction
    ) throws -> Outcome {
        let outcome = try body(&tx)
        try tx.checkDeferredConstraints()
        throw Rehearsed(outcome: outcome)
    }
}

public import Postgres

/// One thing that `sluse database doctor` looked at.
public struct DoctorFinding: Hashable, Sendable, Encodable {
    /// How it is.
    public enum State: String, Hashable, Sendable, Encodable {
        /// As it should be.
        case good
        /// Works, and somebody should look.
        case warning
        /// Does not work.
        case bad
    }

    /// What was looked at.
    public let subject: String
    /// How it is.
    public let state: State
    /// What was found.
    public let found: String
    /// What to do about it; `nil` if nothing.
    public let advice: String?

    /// Notes a finding.
    public init(_ subject: String, _ state: State, _ found: String, advice: String? = nil) {
        self.subject = subject
        self.state = state
        self.found = found
        self.advice = advice
    }
}

/// Looks at a deployment from the connection to the keys and says what to do about what is wrong.
///
/// A check that can't be made is a finding, not an error, so that one fault doesn't hide the others.
public struct Doctor: Sendable {
    private let database: Database
    private let keys: @Sendable () async -> [DoctorFinding]

    /// Prepares to look.
    ///
    /// - Parameters:
    ///   - database: A handle for the login whose view it is.
    ///   - keys: Looks at the municipalities' keys, which are not in the database.
    public init(_ database: Database, keys: @escaping @Sendable () async -> [DoctorFinding] = { [] }) {
        self.database = database
        self.keys = keys
    }

    /// Looks at everything.
    ///
    /// - Throws: `PostgresError` if the database can't be reached at all.
    public func examine() async throws -> [DoctorFinding] {
        var findings = try await connection()
        let schema = await check("migrations", migrations)
        findings += schema
        // What a schema that is not whole says of the rest would only hide what is next.
        guard schema.allSatisfy({ $0.state == .good }) else { return findings }
        findings += await check("catalogue", catalogue)
        findings += await check("occupancy", occupancy)
        findings += await check("quarantine", quarantine)
        findings += await check("outbox", outbox)
        findings += await check("audit", audit)
        return findings + (await keys())
    }

    private func check(
        _ subject: String, _ look: @escaping @Sendable (inout Transaction) throws -> [DoctorFinding]
    ) async -> [DoctorFinding] {
        do {
            return try await database.transaction(.readOnly, look)
        } catch let error as SchemaError {
            return [DoctorFinding(subject, .bad, error.message, advice: error.advice)]
        } catch let error as PostgresError where error.sqlState == .insufficientPrivilege {
            return [DoctorFinding(subject, .warning, "this login may not look at it")]
        } catch {
            return [DoctorFinding(subject, .warning, "could not be looked at: \(error)")]
        }
    }

    private func connection() async throws -> [DoctorFinding] {
        let server = try await database.transaction(.readOnly, DoctorRepository.server)
        var findings = [
            DoctorFinding("connection", .good, "\(server.database) as \(server.login)"),
            server.version >= 150_000
                ? DoctorFinding("server", .good, "PostgreSQL \(server.versionText)")
                : DoctorFinding(
                    "server", .bad, "PostgreSQL \(server.versionText)", advice: "Sluse needs PostgreSQL 15 or newer."),
            DoctorFinding("day in Copenhagen", .good, server.day),
        ]
        if server.isSuperuser {
            findings.append(
                DoctorFinding(
                    "login", .warning, "\(server.login) is a superuser",
                    advice: "People and the daemon log in as themselves: sluse operator create."))
        }
        if server.encoding != "UTF8" {
            findings.append(
                DoctorFinding(
                    "encoding", .bad, server.encoding, advice: "Make the database anew with ENCODING 'UTF8'."))
        }
        return findings
    }

    private func migrations(_ tx: inout Transaction) throws -> [DoctorFinding] {
        let status = try Migrator.status(Migration.embedded, &tx)
        guard let next = status.pending.first else {
            return [DoctorFinding("migrations", .good, "all \(status.applied.count) applied")]
        }
        guard !status.applied.isEmpty else {
            return [
                DoctorFinding(
                    "migrations", .bad, "this database holds no deployment yet",
                    advice: "Make it, as a superuser of PostgreSQL: sluse database init.")
            ]
        }
        return [
            DoctorFinding(
                "migrations", .bad, "\(status.pending.count) missing, from \(next.title) on",
                advice: "Apply them: sluse database migrate.")
        ]
    }

    private func catalogue(_ tx: inout Transaction) throws -> [DoctorFinding] {
        let findings = try Census.findings(&tx)
        guard let first = findings.first else { return [DoctorFinding("catalogue", .good, "keeps every rule")] }
        return [
            DoctorFinding(
                "catalogue", .bad,
                findings.count == 1 ? first.description : "\(findings.count) findings; first: \(first)",
                advice: "See all: sluse database check.")
        ]
    }

    private func occupancy(_ tx: inout Transaction) throws -> [DoctorFinding] {
        let pools = try DoctorRepository.miscountedPools(&tx)
        guard !pools.isEmpty else { return [DoctorFinding("occupancy", .good, "every pool is counted right")] }
        return [
            DoctorFinding(
                "occupancy", .bad, "the counts of \(pools.joined(separator: ", ")) are not what their places say",
                advice:
                    "Triggers were off when something was written: find out what, then let any place of the pool be written again."
            )
        ]
    }

    private func quarantine(_ tx: inout Transaction) throws -> [DoctorFinding] {
        let rows = try DoctorRepository.quarantine(&tx)
        guard !rows.isEmpty else { return [DoctorFinding("quarantine", .good, "empty")] }
        return rows.map { row in
            DoctorFinding(
                "quarantine", .warning, "\(row.slug): \(row.count) × \(row.work) set aside (\(row.sqlState))",
                advice: "The daemon tries again by itself; what stays needs a look at its log.")
        }
    }

    private func outbox(_ tx: inout Transaction) throws -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        let dead = try DoctorRepository.deadLetters(&tx)
        if dead > 0 {
            findings.append(
                DoctorFinding(
                    "outbox", .warning, "\(dead) notices could not be sent and were given up",
                    advice: "Mend the channel, then: sluse notice retry."))
        }
        let waiting = try DoctorRepository.waitingLetters(&tx)
        if waiting.count > 0 {
            findings.append(
                DoctorFinding(
                    "outbox", .warning,
                    "\(waiting.count) notices wait for more than ten minutes\(waiting.error.map { ": \($0)" } ?? "")",
                    advice: "See that a daemon runs and that its channel works; it sends them by itself then."))
        }
        return findings.isEmpty ? [DoctorFinding("outbox", .good, "nothing waits, nothing was given up")] : findings
    }

    private func audit(_ tx: inout Transaction) throws -> [DoctorFinding] {
        let heads = try DoctorRepository.auditHeads(&tx)
        guard !heads.isEmpty else {
            return [DoctorFinding("audit", .warning, "no municipality's audit is visible to this login")]
        }
        return heads.map { DoctorFinding("audit", .good, "\($0.slug): \($0.anchor)") }
    }
}

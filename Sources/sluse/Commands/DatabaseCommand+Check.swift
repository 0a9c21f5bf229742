import ArgumentParser
import Citizens
import Municipal
import Postgres
import Schema
import Tenancy

/// `sluse database check`.
struct DatabaseCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that every table, grant and role keeps municipalities apart.",
        discussion: """
            Reads the catalogue only; any login may ask. Ends with exit code 78 if a rule is broken.

            Example:
              sluse database check
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.session { session in
            let findings = try await session.database.transaction(.readOnly) { tx in
                guard try DeploymentRepository.find(&tx) != nil else {
                    throw Refusal(
                        .configuration, "this database holds no deployment", advice: "Make one: sluse database init")
                }
                return try Census.findings(&tx)
            }
            try session.output.list(findings)
            guard findings.isEmpty else {
                throw Refusal(
                    .configuration,
                    "the catalogue breaks \(findings.count == 1 ? "a rule" : "\(findings.count) rules")",
                    advice: "Someone changed the schema or a role by hand; put it back, or restore the database.")
            }
            try session.output.say("Every table, grant, function and role keeps the rules.")
        }
    }
}

extension CensusFinding: Printable {
    static let fields: [Field<CensusFinding>] = [
        Field("subject", "Subject") { $0.subject },
        Field("explanation", "Finding") { $0.explanation },
        Field("rule", "Rule") { $0.rule },
    ]
}

/// `sluse database doctor`.
struct DatabaseDoctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at everything from the connection to the keys and say what to do.",
        discussion: """
            Ends with exit code 78 if something does not work.

            Example:
              sluse database doctor
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.session { session in
            let findings = try await Doctor(session.database) { await session.keyFindings() }.examine()
            try session.output.list(findings)
            let bad = findings.filter { $0.state == .bad }
            guard bad.isEmpty else {
                throw Refusal(
                    .configuration, "\(bad.count == 1 ? "one thing does" : "\(bad.count) things do") not work",
                    details: bad.compactMap { finding in finding.advice.map { "\(finding.subject): \($0)" } })
            }
        }
    }
}

extension Session {
    /// Whether the keys of the municipalities that this login sees are here.
    fileprivate func keyFindings() async -> [DoctorFinding] {
        do {
            return try await database.transaction(.readOnly) { tx in
                let visible = Set(try MunicipalityRepository.visible(&tx))
                var findings: [DoctorFinding] = []
                for town in try MunicipalityRepository.all(&tx) where visible.contains(town.id) {
                    findings.append(try keyFinding(town, &tx))
                }
                return findings
            }
        } catch {
            return [DoctorFinding("keys", .warning, "could not be looked at: \(error)")]
        }
    }

    private func keyFinding(_ town: Municipality, _ tx: inout Transaction) throws(PostgresError) -> DoctorFinding {
        do {
            switch try keys.look(for: town.id) {
            case .found(let keys):
                guard let problem = try KeyCheck.problem(with: keys, &tx) else {
                    return DoctorFinding("keys", .good, "\(town.slug): \(keys.file)")
                }
                return DoctorFinding("keys", .bad, "\(town.slug): \(problem.message)", advice: problem.advice)
            case .absent(let why):
                return DoctorFinding(
                    "keys", .warning, "\(town.slug): \(why)",
                    advice: "Copy the key here to see names; without it the rest works.")
            }
        } catch let error as PostgresError {
            throw error
        } catch {
            let refusal = error as? Refusal
            return DoctorFinding(
                "keys", .bad, "\(town.slug): \(refusal?.message ?? "\(error)")", advice: refusal?.advice)
        }
    }
}

extension DoctorFinding: Printable {
    static let fields: [Field<DoctorFinding>] = [
        Field("state", "State") { $0.state.rawValue },
        Field("subject", "Subject") { $0.subject },
        Field("found", "Found") { $0.found },
        Field("advice", "What to do") { $0.advice ?? "" },
    ]
}

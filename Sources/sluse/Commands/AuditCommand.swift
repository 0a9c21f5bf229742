import ArgumentParser
import Municipal
import Postgres
import Tenancy

/// `sluse audit`: who changed what, and whether anybody changed that.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The audit: who changed what, and the proof of it.",
        subcommands: [AuditList.self, AuditVerify.self])
}

/// `sluse audit list`.
struct AuditList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the latest changes, the newest first.",
        discussion: """
            Example:
              sluse audit list --municipality ishoj --table coverage --limit 20
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: "Only changes of this table.")
    var table: String?

    @Option(help: "Only changes by this login.")
    var login: String?

    @Option(help: "At most so many.")
    var limit: Int32 = 50

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit is a number from 1 to 100000") }
    }

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let links = try await session.database.read(in: town.id) { tx in
                try AuditRepository.latest(limit, relation: table, actor: login, in: town.id, &tx)
            }
            try session.output.list(links.compactMap(AuditLine.init), whenEmpty: "nothing in the audit fits")
        }
    }
}

/// `sluse audit verify`.
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that no entry of the audit was edited, removed or reordered.",
        discussion: """
            Computes every hash anew, outside the database, and prints the end of the chain as an anchor. Keep anchors
            elsewhere: with one, even a chain that somebody rewrote from the beginning, or cut off, is found out. Ends with
            exit code 65 if the chain does not hold.

            Example:
              sluse audit verify --municipality ishoj --anchor 1017:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("An anchor that was printed earlier.", valueName: "seq:hash"))
    var anchor: String?

    func run() async throws {
        let anchor = try anchor.map { text throws(Refusal) in try AuditAnchor(parsing: text) }
        try await global.session { session in
            let town = try await session.municipality()
            let report = try await session.database.read(in: town.id, isolation: .repeatableRead) { tx in
                let report = try AuditRepository.verify(in: town.id, anchor: anchor, &tx)
                // Nothing seen is no proof of anything.
                if report.count == 0, try !MunicipalityRepository.visible(&tx).contains(town.id) {
                    throw Refusal(
                        .notAllowed, "your login sees nothing of \(town.name), so it can't verify its audit",
                        advice:
                            "`sluse operator list` shows who has which role; a municipality's administrator grants them."
                    )
                }
                return report
            }
            try session.output.item(AuditVerdict(municipality: town.slug, report: report))
            guard report.isSound else {
                throw Refusal(
                    .badData, "the audit of \(town.name) does not hold",
                    advice: "Keep the server as it is, and ask who could do that.",
                    details: report.faults.map(\.description))
            }
        }
    }
}

/// An entry as it is listed.
struct AuditLine: Printable {
    let seq: Int64
    let at: String
    let actor: String
    let operation: String
    let table: String
    let rows: Int32
    let reason: String?

    init?(_ link: AuditLink) {
        guard let entry = link.entry else { return nil }
        seq = link.seq
        at = Self.text(entry.microsecondsSince1970)
        actor = entry.actor
        operation = entry.operation.lowercased()
        table = entry.relation
        rows = entry.rowCount
        reason = entry.reason
    }

    /// The moment in UTC, to the second.
    private static func text(_ microseconds: Int64) -> String {
        let (days, seconds) = (microseconds / 1_000_000).quotientAndRemainder(dividingBy: 86_400)
        let day = Int32(exactly: days).flatMap(Day.init(daysSinceEpoch:))?.description ?? "?"
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(day)T\(parts.joined(separator: ":"))Z"
    }

    static let fields: [Field<AuditLine>] = [
        Field("seq", "Seq", .right) { "\($0.seq)" },
        Field("at", "At") { $0.at },
        Field("actor", "By") { $0.actor },
        Field("operation", "Did") { $0.operation },
        Field("table", "Table") { $0.table },
        Field("rows", "Rows", .right) { "\($0.rows)" },
        Field("reason", "Reason") { $0.reason ?? "" },
    ]
}

/// What a verification found.
struct AuditVerdict: Printable {
    let municipality: String
    let entries: Int64
    let isSound: Bool
    let anchor: String?
    let faults: [String]

    init(municipality: String, report: AuditReport) {
        self.municipality = municipality
        entries = report.count
        isSound = report.isSound
        anchor = report.head?.description
        faults = report.faults.map(\.description)
    }

    static let fields: [Field<AuditVerdict>] = [
        Field("municipality", "Municipality") { $0.municipality },
        Field("entries", "Entries") { "\($0.entries)" },
        Field("isSound", "Sound") { $0.isSound ? "yes" : "NO" },
        Field("anchor", "Anchor") { $0.anchor ?? "" },
    ]
}

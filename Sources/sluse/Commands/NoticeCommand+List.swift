import ArgumentParser
import Municipal
import Notices
import Tenancy

/// `sluse notice list`.
struct NoticeList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the notices of a municipality by the day they fall due.",
        discussion: """
            States: planned, superseded (the end was moved), skipped-late (no longer true when it could have been told),
            recorded, pending, leased (a sender has it in hand), sent, dead (given up; see `sluse notice retry`).

            Example:
              sluse notice list --municipality ishoj --state dead
            """)
    @OptionGroup var global: GlobalOptions
    @Option(help: "Only those that have come so far.", transform: NoticeState.argument) var state: NoticeState?
    @Option(help: "Only those of this kind, such as coverage-ends.", transform: NoticeKind.argument) var kind:
        NoticeKind?

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let records = try await session.database.read(in: town.id) { tx in
                try NoticeRepository.all(in: town.id, state: state, kind: kind, &tx)
            }
            try session.output.list(records.map(NoticeLine.init), whenEmpty: "no such notices in \(town.name)")
        }
    }
}

/// A notice in a list.
struct NoticeLine: Printable {
    let notice: Int32
    let kind: NoticeKind
    let pool: String
    let about: String
    let aboutOn: Day
    let dueOn: Day
    let datedOn: Day?
    let state: NoticeState
    let attempts: Int32?
    let nextAttemptAt: String?
    let sentAt: String?
    let lastError: String?

    static let fields: [Field<NoticeLine>] = [
        Field("notice", "No.", .right) { "\($0.notice)" },
        Field("kind", "Kind") { $0.kind.rawValue },
        Field("pool", "Pool") { $0.pool },
        Field("about", "About") { $0.about },
        Field("aboutOn", "Its day") { "\($0.aboutOn)" },
        Field("dueOn", "Due") { "\($0.dueOn)" },
        Field("state", "State") { $0.state.rawValue },
        Field("attempts", "Tries", .right) { $0.attempts.map { "\($0)" } ?? "" },
        Field("nextAttemptAt", "Next try") { $0.nextAttemptAt ?? "" },
        Field("sentAt", "Sent") { $0.sentAt ?? "" },
        Field("lastError", "Last error") { $0.lastError ?? "" },
    ]

    init(_ record: NoticeRecord) {
        notice = record.number
        kind = record.kind
        pool = record.pool
        about = record.coverage ?? record.offer ?? ""
        aboutOn = record.about
        dueOn = record.dueOn
        datedOn = record.datedOn
        state = record.state
        attempts = record.attempts
        nextAttemptAt = record.nextAttemptAt
        sentAt = record.sentAt
        lastError = record.lastError
    }
}

extension RawRepresentable where RawValue == String, Self: CaseIterable {
    /// Reads a word of the schema as it is typed on a command line: `coverage-ends` or `coverage_ends`.
    ///
    /// - Throws: `ValidationError` with the words there are.
    static func argument(_ text: String) throws -> Self {
        let word = text.lowercased().replacing("-", with: "_")
        guard let value = Self(rawValue: word) else {
            let words = Self.allCases.map { $0.rawValue.replacing("_", with: "-") }
            throw ValidationError("it is one of \(words.joined(separator: ", "))")
        }
        return value
    }
}

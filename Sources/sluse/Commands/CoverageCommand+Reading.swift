import ArgumentParser
import Citizens
import FlexJobs
import Municipal
import Tenancy

/// `sluse coverage list`.
struct CoverageList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the coverages that run, or all of them, newest first.",
        discussion: """
            Example:
              sluse coverage list --pool mikrofleks --all --format csv
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: "Only coverages of this pool.")
    var pool: String?

    @Option(help: "Only coverages of this citizen, such as B-17.", transform: CitizenNumber.argument)
    var citizen: CitizenNumber?

    @Flag(help: "Also those that are over.")
    var all = false

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let keys = session.keys
            let states: [Coverage.State] = all ? Coverage.State.allCases : [.active]
            let (lines, note) = try await session.database.read(in: town.id) { tx in
                let found = try CoverageReports.list(pool: pool, citizen: citizen, states: states, in: town.id, &tx)
                let people = try CitizenDirectory(keys: keys, tenant: town.id).summaries(of: found.map(\.citizen), &tx)
                return (found.map { CoverageLine($0, name: people[$0.citizen]?.name) }, people.note)
            }
            try session.output.list(
                lines, whenEmpty: all ? "nothing was ever covered" : "no coverage runs; --all shows those that are over"
            )
            if let note, !lines.isEmpty { session.output.note(note) }
        }
    }
}

/// `sluse coverage show`.
struct CoverageShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a coverage with its trail, pauses and follow-ups.",
        discussion: """
            Example:
              sluse coverage show C-4
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The coverage, such as C-4.", transform: CoverageNumber.argument)
    var coverage: CoverageNumber

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let keys = session.keys
            let (history, name, note) = try await session.database.read(in: town.id) { tx in
                let history = try CoverageReports.history(of: coverage, in: town.id, &tx)
                let people = try CitizenDirectory(keys: keys, tenant: town.id).summaries(
                    of: [history.coverage.citizen], &tx)
                return (history, people[history.coverage.citizen]?.name, people.note)
            }
            let shown = CoverageDescription(history, name: name)
            guard session.output.format == .table else { return try session.output.item(shown) }
            try session.output.item(CoverageLine(history.coverage, name: name))
            try session.output.say("\nTrail")
            try session.output.list(shown.events)
            if !shown.pauses.isEmpty {
                try session.output.say("\nPauses")
                try session.output.list(shown.pauses)
            }
            if !shown.followUps.isEmpty {
                try session.output.say("\nFollow-ups")
                try session.output.list(shown.followUps)
            }
            if let note { session.output.note(note) }
        }
    }
}

/// A coverage with its history, as scripts read it.
struct CoverageDescription: Printable {
    let coverage: CoverageLine
    let events: [CoverageEventLine]
    let pauses: [PauseLine]
    let followUps: [FollowUpLine]

    init(_ history: CoverageReports.History, name: String?) {
        coverage = CoverageLine(history.coverage, name: name)
        events = history.events.map(CoverageEventLine.init)
        pauses = history.pauses.map(PauseLine.init)
        followUps = history.followUps.map(FollowUpLine.init)
    }

    static let fields: [Field<CoverageDescription>] = CoverageLine.fields.map { $0.over(\.coverage) }
}

/// A transition of a coverage.
struct CoverageEventLine: Printable {
    let version: Int32
    let kind: String
    let effectiveOn: Day
    let lastDay: Day?
    let state: String
    let reason: String?
    let note: String?
    let decision: String?
    let actor: String
    let recordedOn: Day

    init(_ event: CoverageEvent) {
        version = event.version
        kind = event.kind
        effectiveOn = event.effectiveOn
        lastDay = event.period.lastDay
        state = event.state
        reason = event.reason
        note = event.note
        decision = event.decision
        actor = event.actor
        recordedOn = event.recordedOn
    }

    static let fields: [Field<CoverageEventLine>] = [
        Field("version", "No.", .right) { "\($0.version)" },
        Field("kind", "What") { $0.kind },
        Field("effectiveOn", "Effective") { "\($0.effectiveOn)" },
        Field("lastDay", "Last day") { $0.lastDay.map { "\($0)" } ?? "none" },
        Field("state", "State") { $0.state },
        Field("reason", "Reason") { $0.reason ?? "" },
        Field("decision", "Decision") { $0.decision ?? "" },
        Field("actor", "By") { $0.actor },
    ]
}

/// A pause of a coverage.
struct PauseLine: Printable {
    let from: Day
    let lastDay: Day?
    let reason: String

    init(_ pause: CoverageReports.PausePeriod) {
        from = pause.from
        lastDay = pause.lastDay
        reason = pause.reason.rawValue
    }

    static let fields: [Field<PauseLine>] = [
        Field("from", "From") { "\($0.from)" },
        Field("lastDay", "Last day") { $0.lastDay.map { "\($0)" } ?? "open" },
        Field("reason", "Reason") { $0.reason },
    ]
}

/// What became of a person.
struct FollowUpLine: Printable {
    let months: Int
    let observedOn: Day
    let outcome: String
    let note: String?

    init(_ followUp: FollowUp) {
        months = followUp.months
        observedOn = followUp.observedOn
        outcome = followUp.outcome.rawValue
        note = followUp.note
    }

    static let fields: [Field<FollowUpLine>] = [
        Field("months", "After months", .right) { "\($0.months)" },
        Field("observedOn", "Seen on") { "\($0.observedOn)" },
        Field("outcome", "Outcome") { $0.outcome },
        Field("note", "Note") { $0.note ?? "" },
    ]
}

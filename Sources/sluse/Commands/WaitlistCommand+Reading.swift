import ArgumentParser
import Citizens
import FlexJobs
import Municipal
import Tenancy

/// `sluse waitlist list`.
struct WaitlistList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List who waits for a place in a pool, first in line first.",
        discussion: """
            Example:
              sluse waitlist list --pool mikrofleks
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: "The pool, by its short name.")
    var pool: String

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let keys = session.keys
            let (lines, note) = try await session.database.read(in: town.id) { tx in
                let line = try WaitlistReports.list(pool: pool, in: town.id, &tx)
                let people = try CitizenDirectory(keys: keys, tenant: town.id).summaries(
                    of: line.map(\.entry.citizen), &tx)
                return (line.map { WaitlistLine($0, people) }, people.note)
            }
            try session.output.list(lines, whenEmpty: "nobody waits for pool \(pool)")
            if let note, !lines.isEmpty { session.output.note(note) }
        }
    }
}

/// `sluse waitlist show`.
struct WaitlistShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the trail of a waiting entry: every move with its reason.",
        discussion: """
            Example:
              sluse waitlist show W-12
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The entry, such as W-12.", transform: WaitingNumber.argument)
    var entry: WaitingNumber

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let events = try await session.database.read(in: town.id) { tx in
                try WaitlistReports.trail(of: entry, in: town.id, &tx)
            }
            try session.output.list(events.map(WaitlistEventLine.init))
        }
    }
}

/// Someone on a waiting list.
struct WaitlistLine: Printable {
    let position: Int?
    let entry: WaitingNumber
    let citizen: CitizenNumber
    let name: String?
    let priorityClass: String
    let queuedOn: Day
    let state: String
    let parkedUntil: Day?
    let note: String?

    init(_ line: WaitlistReports.Position, _ people: CitizenSummaries) {
        position = line.position
        entry = line.entry.id
        citizen = line.entry.citizen
        name = people[line.entry.citizen]?.name
        priorityClass = line.entry.priorityClass
        queuedOn = line.entry.queuedOn
        state = line.entry.state.rawValue
        parkedUntil = line.entry.parkedUntil
        note = line.obstacle
    }

    static let fields: [Field<WaitlistLine>] = [
        Field("position", "Position", .right) { $0.position.map { "\($0)" } ?? "" },
        Field("entry", "Entry") { "\($0.entry)" },
        Field("citizen", "Citizen") { "\($0.citizen)" },
        Field("name", "Name") { $0.name ?? "–" },
        Field("priorityClass", "Class") { $0.priorityClass },
        Field("queuedOn", "Since") { "\($0.queuedOn)" },
        Field("state", "State") { $0.state },
        Field("parkedUntil", "Parked until") { $0.parkedUntil.map { "\($0)" } ?? "" },
        Field("note", "Note") { $0.note ?? "" },
    ]
}

/// A step in the trail of a waiting entry.
struct WaitlistEventLine: Printable {
    let version: Int32
    let kind: String
    let effectiveOn: Day
    let priorityClass: String
    let queuedOn: Day
    let state: String
    let reason: String
    let actor: String

    init(_ event: WaitingEvent) {
        version = event.version
        kind = event.kind
        effectiveOn = event.effectiveOn
        priorityClass = event.priorityClass
        queuedOn = event.queuedOn
        state = event.state
        reason = event.reason
        actor = event.actor
    }

    static let fields: [Field<WaitlistEventLine>] = [
        Field("version", "No.", .right) { "\($0.version)" },
        Field("kind", "What") { $0.kind },
        Field("effectiveOn", "On") { "\($0.effectiveOn)" },
        Field("priorityClass", "Class") { $0.priorityClass },
        Field("queuedOn", "Since") { "\($0.queuedOn)" },
        Field("state", "State") { $0.state },
        Field("reason", "Reason") { $0.reason },
        Field("actor", "By") { $0.actor },
    ]
}

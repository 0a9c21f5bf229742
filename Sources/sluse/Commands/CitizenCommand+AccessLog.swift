import ArgumentParser
import Citizens
import Municipal
import Tenancy

/// `sluse citizen access-log`.
struct CitizenAccessLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access-log",
        abstract: "Who looked at a citizen, when and why.",
        discussion: """
            Recorded are show, with and without --reveal, every search by CPR \
            number, this export and the erasure. A list that names many people, \
            such as that of the coverages, is not recorded here.

            --for-citizen leaves out who it was, as a citizen has a right to \
            times and purposes but as a rule not to the names of employees; that \
            export is itself recorded.

            Example:
              sluse citizen access-log B-17
              sluse citizen access-log B-17 --for-citizen --reason "request of 3 May" --format csv
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(help: "For the citizen: without the names of those who looked.")
    var forCitizen = false
    @Option(help: "Why it is exported; with --for-citizen.", transform: AccessReason.argument)
    var reason: AccessReason?
    @Argument(help: "The citizen, such as B-17.", transform: CitizenNumber.argument)
    var citizen: CitizenNumber

    func validate() throws {
        if forCitizen, reason == nil {
            throw ValidationError("--for-citizen needs --reason \"…\": the export is recorded")
        }
        if !forCitizen, reason != nil { throw ValidationError("--reason goes with --for-citizen") }
    }

    func run() async throws {
        try await global.session { session in
            let municipality = try await session.municipality()
            let disclosure = CitizenDisclosure(keys: session.keys, tenant: municipality.id)
            if let reason {
                let entries = try await session.database.write(in: municipality.id) { tx in
                    try disclosure.export(of: citizen, reason: reason, &tx)
                }
                return try session.output.list(entries.map(NamelessAccess.init))
            }
            let entries = try await session.database.read(in: municipality.id) { tx in
                try disclosure.accesses(to: citizen, &tx)
            }
            try session.output.list(entries.map(AccessLine.init), whenEmpty: "nobody has looked at \(citizen)")
        }
    }
}

/// An access, with who it was.
struct AccessLine: Printable {
    let at: String
    let login: String
    let act: String
    let reason: String

    init(_ entry: AccessRepository.Entry) {
        at = entry.at
        login = entry.login
        act = entry.act.rawValue
        reason = entry.reason
    }

    private enum CodingKeys: String, CodingKey {
        case at
        case login = "operator"
        case act
        case reason
    }

    static let fields: [Field<AccessLine>] = [
        Field("at", "At") { $0.at },
        Field("operator", "Operator") { $0.login },
        Field("act", "Act") { $0.act },
        Field("reason", "Reason") { $0.reason },
    ]
}

/// An access as the citizen may know it.
struct NamelessAccess: Printable {
    let at: String
    let act: String
    let reason: String

    init(_ entry: AccessRepository.Entry) {
        at = entry.at
        act = entry.act.rawValue
        reason = entry.reason
    }

    static let fields: [Field<NamelessAccess>] = [
        Field("at", "At") { $0.at },
        Field("act", "Act") { $0.act },
        Field("reason", "Reason") { $0.reason },
    ]
}

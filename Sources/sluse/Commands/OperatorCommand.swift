import ArgumentParser
import Municipal
import Postgres
import Tenancy

/// `sluse operator`: who logs in and what they may do.
struct OperatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator",
        abstract: "Operators: who logs in, and their roles in a municipality.",
        discussion: """
            Roles in a municipality:
              reader                      sees pools, lists and figures
              caseworker                  and works with citizens, coverages, offers and the waiting list
              pool_administrator          and configures pools, adopts decisions, permits a grant above a budget
              controller                  sees as a reader does, and permits a grant above a budget
              auditor                     sees as a reader does, and verifies the audit
              municipality_administrator  all of this, and gives roles
            """,
        subcommands: [OperatorList.self, OperatorCreate.self, OperatorGrant.self, OperatorRevoke.self])
}

/// `sluse operator list`.
struct OperatorList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List who has which role here, past and future ones included.",
        discussion: """
            Example:
              sluse operator list --municipality ishoj
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality(anyone: true)
            let memberships = try await session.database.read(in: town.id) { tx in
                try OperatorRepository.memberships(in: town.id, &tx)
            }
            try session.output.list(memberships, whenEmpty: "nobody has a role here")
        }
    }
}

/// `sluse operator create`.
struct OperatorCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a login for a person. Takes a superuser of PostgreSQL.",
        discussion: """
            The login has no role yet: a municipality's administrator grants it one. How it proves who it is, a password or a
            certificate, is PostgreSQL's matter: pg_hba.conf.

            Example:
              sluse operator create op_anna --title "Anna, Jobcenter"
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The login: op_ and small letters, digits or underscores.")
    var login: String

    @Option(help: "What the person is called or does.")
    var title = ""

    func run() async throws {
        let title = try TextLine.orEmpty(title)
        try await global.session(as: .superuser) { session in
            let changes = try await session.database.transaction(dryRun: change.dryRun) { tx in
                try OperatorAdministration.create(login, title: title, &tx)
            }
            try session.output.changes(changes, nothing: "\(login) is an operator already", isDryRun: change.dryRun)
        }
    }
}

/// `sluse operator grant`.
struct OperatorGrant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Give an operator a role in a municipality.",
        discussion: """
            Example:
              sluse operator grant op_anna caseworker --municipality ishoj --from 2026-01-01 --through 2026-12-31
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The operator's login.")
    var login: String

    @Argument(help: "The role.", transform: Role.argument)
    var role: Role

    @Option(help: "The first day; without it, today.", transform: Day.argument)
    var from: Day?

    @Option(help: "The last day; without it, no end.", transform: Day.argument)
    var through: Day?

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality(anyone: true)
            let changes = try await session.database.write(in: town.id, dryRun: change.dryRun) { tx in
                try OperatorAdministration.grant(role, to: login, from: from, through: through, in: town.id, &tx)
            }
            try session.output.changes(
                changes, nothing: "\(login) is \(role.rawValue) in \(town.name) already", isDryRun: change.dryRun)
        }
    }
}

/// `sluse operator revoke`.
struct OperatorRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take an operator's role away, at once.",
        discussion: """
            Example:
              sluse operator revoke op_anna caseworker --municipality ishoj
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The operator's login.")
    var login: String

    @Argument(help: "The role; without it, all roles here.", transform: Role.argument)
    var role: Role?

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality(anyone: true)
            let changes = try await session.database.write(in: town.id, dryRun: change.dryRun) { tx in
                try OperatorAdministration.revoke(role, from: login, in: town.id, &tx)
            }
            try session.output.changes(changes, nothing: "nothing to revoke", isDryRun: change.dryRun)
        }
    }
}

extension Membership: Printable {
    static let fields: [Field<Membership>] = [
        Field("login", "Login") { $0.login },
        Field("role", "Role") { $0.role.rawValue },
        Field("from", "From") { $0.from?.description ?? "" },
        Field("through", "Through") { $0.through?.description ?? "" },
        Field("grantedBy", "Granted by") { $0.grantedBy },
    ]
}

extension Role {
    /// Reads a role from the command line.
    static func argument(_ text: String) throws -> Role {
        guard let role = Role(words: text) else {
            throw ValidationError(
                "\(Redaction.quoted(text)) is no role; the roles are \(forPeople.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return role
    }
}

extension TextLine {
    /// One line of text, or none.
    fileprivate static func orEmpty(_ text: String) throws -> String {
        text.isEmpty ? "" : try TextLine(parsing: text).text
    }
}

extension Output {
    /// Prints what a command changed, or would change.
    func changes(_ changes: [Change], nothing: String, isDryRun: Bool) throws {
        guard format == .table else { return try list(changes) }
        guard !changes.isEmpty else { return try say(nothing) }
        for change in changes { try say((isDryRun ? "would change: " : "") + change.description) }
    }
}

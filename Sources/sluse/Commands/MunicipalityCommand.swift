import ArgumentParser
import Municipal
import Postgres
import Tenancy

/// `sluse municipality`: who shares the deployment.
struct MunicipalityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "municipality",
        abstract: "The municipalities that share the deployment.",
        discussion: "A municipality is made and changed by its file: sluse apply -f FILE",
        subcommands: [MunicipalityList.self, MunicipalityShow.self])
}

/// `sluse municipality list`.
struct MunicipalityList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the municipalities.",
        discussion: """
            Example:
              sluse municipality list
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.session { session in
            let all = try await session.database.transaction(.readOnly) { tx in try MunicipalityRepository.all(&tx) }
            try session.output.list(all, whenEmpty: "no municipality yet; make one: sluse apply -f FILE")
        }
    }
}

/// `sluse municipality show`.
struct MunicipalityShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one municipality.",
        discussion: """
            Example:
              sluse municipality show --municipality ishoj
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.session { session in
            try session.output.item(try await session.municipality(anyone: true))
        }
    }
}

extension Municipality: Printable {
    static let fields: [Field<Municipality>] = [
        Field("code", "Code") { $0.id.description },
        Field("slug", "Short name") { $0.slug },
        Field("name", "Name") { $0.name },
        Field("language", "Language") { $0.language.rawValue },
        Field("contact", "Contact") { $0.contact ?? "" },
    ]
}

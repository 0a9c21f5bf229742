import ArgumentParser
import Citizens
import Declarations
import FlexJobs
import Postgres
import Tenancy

/// `sluse apply`: a municipality is what its file says.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Configure a municipality from a file.",
        discussion: """
            Shows what changes and changes it in one transaction; applied twice, the second time changes nothing. A
            municipality that is not here yet is made, with a key of its own.

            Example:
              sluse apply -f config/ishoj.yaml --dry-run
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The municipality's file, in YAML.", valueName: "file"))
    var file: String

    func run() async throws {
        let configuration = try DeclarationReader().read(contentsOf: file, as: MunicipalityFile.kind)
        try await global.session { session in
            let town = configuration.municipality
            try await refuseOther(than: town, session)
            let keys = session.keys
            let isDryRun = change.dryRun
            let outcome = try await session.database.write(in: town.tenant, dryRun: isDryRun) { tx in
                let isNew = try MunicipalityRepository.find(town.tenant, &tx) == nil
                var outcome = try town.apply(&tx)
                outcome.append(try ApplyPools.apply(configuration.pools, in: town.tenant, &tx))
                // The key comes before the commit: a municipality without one could never seal a name.
                if isNew, !isDryRun { _ = try keys.make(for: town.tenant) }
                return outcome
            }
            try session.output.list(outcome.changes)
            for note in outcome.notes { session.output.note(note) }
            guard outcome.changes.isEmpty else {
                return try session.output.say(isDryRun ? "Nothing was changed: this was a dry run." : "Applied.")
            }
            try session.output.say("Nothing changes: \(town.name) is as the file says.")
        }
    }
}

extension ApplyCommand {
    /// Where the command names a municipality, it must be the one in the file.
    private func refuseOther(than town: MunicipalityDeclaration, _ session: Session) async throws {
        guard let words = global.municipality else { return }
        let named = try await session.database.transaction(.readOnly) { tx in
            try MunicipalityRepository.resolve(words, &tx)
        }
        guard named.id == town.tenant else {
            throw Refusal(
                .usage, "the file describes \(town.name), and --municipality names \(named.name)",
                advice: "Leave --municipality out: the file says which one it is.")
        }
    }
}

/// A municipality's whole file.
struct MunicipalityFile: Sendable {
    let municipality: MunicipalityDeclaration
    let pools: [PoolDeclaration]

    static var kind: DeclarationKind<MunicipalityFile> {
        .mapping("a municipality's file") { root in
            let municipality = MunicipalityDeclaration.read(root)
            let pools = root.optional("pools", .list(of: PoolDeclaration.kind), default: [])
            return { MunicipalityFile(municipality: try municipality(), pools: try pools.get()) }
        }
    }
}

extension Change: Printable {
    static let fields: [Field<Change>] = [
        Field("what", "What") { $0.what },
        Field("before", "Before") { $0.before ?? "" },
        Field("after", "After") { $0.after ?? "" },
    ]
}

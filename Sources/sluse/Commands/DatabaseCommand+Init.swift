import ArgumentParser
import Citizens
import Foundation
import Schema
import Tenancy

/// `sluse database init`.
struct DatabaseInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make roles, database, schema and the first administrator.",
        discussion: """
            Run it once as a superuser of PostgreSQL; again, it changes nothing. It makes the database that PGDATABASE or
            --database names, a login for the administrator, and the folder for the municipalities' keys.

            Example:
              PGDATABASE=sluse sluse database init --administrator op_admin
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Make a sample database, which may pretend another day with --today. It stays one for good.")
    var sample = false

    @Option(help: ArgumentHelp("The login that administers the deployment.", valueName: "login"))
    var administrator = "op_admin"

    func run() async throws {
        let output = global.output
        let folder = global.keys ?? Environment.value("SLUSE_KEYS") ?? KeyRing.usualFolder
        let steps = try await Initializer(
            conninfo: global.database ?? "", isSample: sample, administrator: administrator,
            prepareKeys: { try KeyFolder.make(folder) }
        ).run { step in
            if output.format == .table { output.note(step) }
        }
        if output.format == .table {
            try output.say(
                (steps.isEmpty ? "Everything is here already." : "The deployment is made.")
                    + " Configure a municipality next: sluse apply -f FILE")
        } else {
            try output.list(steps.map(StepLine.init))
        }
    }
}

/// One thing that was made.
struct StepLine: Printable {
    let step: String
    static let fields: [Field<StepLine>] = [Field("step", "Step") { $0.step }]
}

/// The folder of the keys, which only its owner may look into.
enum KeyFolder {
    static func make(_ folder: String) throws -> [String] {
        guard !FileManager.default.fileExists(atPath: folder) else { return [] }
        do {
            let url = URL(filePath: folder)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Refusal(
                .configuration, "the folder \(folder) for the keys can't be made",
                advice: "Name one that this login may write with --keys or SLUSE_KEYS.")
        }
        return ["made the folder \(folder) for the municipalities' keys"]
    }
}

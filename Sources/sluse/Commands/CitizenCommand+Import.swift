import ArgumentParser
import Citizens
import Foundation
import Municipal
import Tenancy

/// `sluse citizen import`.
struct CitizenImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring a CSV file of citizens into a municipality.",
        discussion: """
            UTF-8 with a header line; columns in any order, separated by , or ;
              \(CitizenFile.columns.joined(separator: ", "))
            Each line gets a verdict: new, same, corrected or refused. One \
            refused line and nothing is written, unless --partial names a file \
            for the refused lines. An empty field leaves what is recorded as it \
            is.

            Example:
              sluse citizen import citizens.csv --dry-run
              sluse citizen import citizens.csv --partial refused.csv --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Option(help: ArgumentHelp("Write the refused lines to this new file and take the rest.", valueName: "file"))
    var partial: String?
    @Argument(help: "The CSV file; - for standard input.", completion: .file(extensions: ["csv"]))
    var file: String

    func run() async throws {
        let bytes = try InputFile.bytes(file, atMost: CitizenFile.largest)
        let citizens = try CitizenFile(bytes, name: InputFile.name(file))
        try await global.session { session in
            let municipality = try await session.municipality()
            let keys = try session.keys.require(for: municipality.id, "to seal who a citizen is")
            let rest = try partial.map { try PartialFile(path: $0) }
            let progress = Progress("Importing", of: citizens.lines.count)
            defer { progress.finish() }
            let importing = CitizenImport(keys: keys) { progress.advance(to: $0) }

            let report = try await session.database.write(in: municipality.id, dryRun: change.dryRun) { tx in
                let plan = try importing.plan(citizens, &tx)
                guard plan.report.refused.isEmpty || rest != nil else { return plan.report }
                let report = try importing.write(plan, &tx)
                if !change.dryRun, !report.refused.isEmpty {
                    try rest?.write(citizens.text(ofLines: Set(report.refused.map(\.line))))
                }
                return report
            }
            progress.finish()
            try conclude(report, rest, session.output)
        }
    }

    private func conclude(_ report: ImportReport, _ rest: PartialFile?, _ output: Output) throws {
        let refused = report.refused
        guard refused.isEmpty || rest != nil else {
            if output.format != .table { try output.list(report.lines.map(CitizenVerdict.init)) }
            throw Refusal(
                .badData,
                "\(InputFile.name(file)): \(refused.count) of \(report.lines.count) lines are refused, so nothing is written",
                advice: "Correct them, or say --partial FILE to set them aside and take the rest.",
                details: refused.map { "line \($0.line): \($0.what.joined(separator: "; "))" })
        }
        if !change.dryRun { try rest?.keep(if: !refused.isEmpty) }
        let shown = output.format == .table ? report.lines.filter { $0.verdict != .same } : report.lines
        try output.list(shown.map(CitizenVerdict.init))
        try output.say("\(change.dryRun ? "would be: " : "")\(report.summary)")
    }
}

/// The file for refused lines: written beside its place before the commit, put into place after it, never over another.
///
/// It holds CPR numbers, so only its owner may read it.
final class PartialFile: Sendable {
    private let path: String
    private var draft: String { path + ".part" }

    init(path: String) throws {
        guard access(path, F_OK) != 0 else {
            throw Refusal(
                .badData, "\(Redaction.quoted(path)) is there already", advice: "Name a new file for the refused lines."
            )
        }
        self.path = path
    }

    func write(_ text: String) throws {
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw refused() }
        defer { close(file) }
        guard fchmod(file, 0o600) == 0 else { throw refused() }
        try InputFile.write(text, to: file, name: path)
        guard fsync(file) == 0 else { throw refused() }
    }

    /// Puts the file into place.
    func keep(if isWanted: Bool) throws {
        guard isWanted else { return }
        guard rename(draft, path) == 0 else { throw refused() }
    }

    private func refused() -> Refusal {
        Refusal(
            .badData, "can't write \(Redaction.quoted(path)): \(String(cString: strerror(errno)))",
            advice: "Name a file in a folder that you may write.")
    }
}

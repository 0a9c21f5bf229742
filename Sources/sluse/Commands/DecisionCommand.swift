import ArgumentParser
import FlexJobs
import Municipal
import Postgres
import Tenancy

/// `sluse decision`: what was decided, and what rests on it.
struct DecisionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision",
        abstract: "Decisions: what is proposed, adopted and repealed.",
        discussion: """
            A decision is declared in the municipality's file. What rests on a proposal is simulated and never enforced; once
            adopted it holds from its day on.
            """,
        subcommands: [DecisionList.self, DecisionAdopt.self, DecisionRepeal.self])
}

/// `sluse decision list`.
struct DecisionList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the decisions of a municipality.",
        discussion: """
            Example:
              sluse decision list --municipality ishoj
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let all = try await session.database.read(in: town.id) { tx in try DecisionRepository.all(in: town.id, &tx)
            }
            try session.output.list(all, whenEmpty: "no decisions here; declare one in the municipality's file")
        }
    }
}

/// `sluse decision adopt`.
struct DecisionAdopt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Record that a proposal was adopted; what rests on it then holds.",
        discussion: """
            Example:
              sluse decision adopt mikrofleks-flow --by Byrådet --on 2025-02-04 --effective 2025-03-01 --case 25/1234
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The decision's short name.")
    var decision: String

    @Option(help: ArgumentHelp("Who decided it.", valueName: "body"), transform: TextLine.argument)
    var by: TextLine

    @Option(help: "The day it was decided.", transform: Day.argument)
    var on: Day

    @Option(help: "The day it takes effect; without it, the day it was decided.", transform: Day.argument)
    var effective: Day?

    @Option(help: ArgumentHelp("The number of its case.", valueName: "number"), transform: TextLine.argument)
    var `case`: TextLine?

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let (adopted, changes) = try await session.database.write(in: town.id, dryRun: change.dryRun) { tx in
                let before = try DecisionRepository.find(decision, in: town.id, &tx)
                let adopted = try DecisionRepository.adopt(
                    decision, by: by.text, on: on, effective: effective ?? on, caseNumber: `case`?.text, in: town.id,
                    &tx)
                guard adopted != before else { return (adopted, [Change]()) }
                return (adopted, try ApplyPools.follow(adopted, in: town.id, &tx))
            }
            try session.output.moved(adopted, changes, isDryRun: change.dryRun)
        }
    }
}

/// `sluse decision repeal`.
struct DecisionRepeal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repeal",
        abstract: "Record that an adopted decision is not in force any more from a day on.",
        discussion: """
            Example:
              sluse decision repeal mikrofleks-flow --on 2026-01-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The decision's short name.")
    var decision: String

    @Option(help: "The first day it is not in force.", transform: Day.argument)
    var on: Day

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let (repealed, changes) = try await session.database.write(in: town.id, dryRun: change.dryRun) { tx in
                let before = try DecisionRepository.find(decision, in: town.id, &tx)
                let repealed = try DecisionRepository.repeal(decision, on: on, in: town.id, &tx)
                guard repealed != before else { return (repealed, [Change]()) }
                return (repealed, try ApplyPools.follow(repealed, in: town.id, &tx))
            }
            try session.output.moved(repealed, changes, isDryRun: change.dryRun)
        }
    }
}

extension Decision: Printable {
    static let fields: [Field<Decision>] = [
        Field("slug", "Decision") { $0.slug },
        Field("status", "Status") { $0.status.rawValue },
        Field("decidedBy", "By") { $0.decidedBy ?? "" },
        Field("decidedOn", "Decided on") { $0.decidedOn?.description ?? "" },
        Field("effectiveOn", "Effective on") { $0.effectiveOn?.description ?? "" },
        Field("repealedOn", "Repealed on") { $0.repealedOn?.description ?? "" },
        Field("caseNumber", "Case") { $0.caseNumber ?? "" },
        Field("title", "Title") { $0.title },
    ]
}

extension Output {
    /// Prints a decision that moved and what followed from it.
    fileprivate func moved(_ decision: Decision, _ changes: [Change], isDryRun: Bool) throws {
        guard format == .table else { return try item(decision) }
        try say("the decision '\(decision.slug)' \(isDryRun ? "would be" : "is") \(decision.status.rawValue)")
        for change in changes { try say("  \(change)") }
    }
}

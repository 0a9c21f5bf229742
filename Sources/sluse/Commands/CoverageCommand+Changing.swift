import ArgumentParser
import FlexJobs
import Municipal
import Postgres
import Tenancy

/// What every change of a coverage asks for.
struct CoverageChangeOptions: ParsableArguments, Sendable {
    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The coverage, such as C-4.", transform: CoverageNumber.argument)
    var coverage: CoverageNumber

    @Option(help: "What else is to be remembered.", transform: TextLine.argument)
    var note: TextLine?

    /// Changes the coverage in a transaction and says what it has become.
    func run<Result: Sendable>(
        _ body: @Sendable (TenantID, inout Transaction) throws -> Result, said: @Sendable (Result) -> String
    ) async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let result = try await session.database.write(in: town.id, reason: note?.text, dryRun: change.dryRun) {
                tx in
                try body(town.id, &tx)
            }
            try session.output.say((change.dryRun ? "dry run, nothing changed: " : "") + "\(coverage) \(said(result))")
        }
    }
}

/// `sluse coverage extend`.
struct CoverageExtend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Extend a coverage, for a reason the pool has.",
        discussion: """
            Possible up to and including the last covered day, within the caps of the reason.

            Example:
              sluse coverage extend C-4 --reason rehabilitation --months 6 --case 25/1234
            """)

    @OptionGroup var options: CoverageChangeOptions

    @Option(help: "The reason, one of the pool's.")
    var reason: String

    @Option(help: "How many months.")
    var months: Int

    @Option(name: .customLong("case"), help: "The municipality's case number.", transform: TextLine.argument)
    var caseNumber: TextLine?

    func run() async throws {
        try await options.run { tenant, tx in
            try ChangeCoverage.extend(
                options.coverage, reason: reason, months: months, caseNumber: caseNumber?.text,
                note: options.note?.text,
                in: tenant, &tx)
        } said: { lastDay in
            "has \(lastDay) as its last covered day now"
        }
    }
}

/// `sluse coverage pause`.
struct CoveragePause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Pause a coverage, for illness or parental leave.",
        discussion: """
            Example:
              sluse coverage pause C-4 --from 2025-06-01 --reason illness
            """)

    @OptionGroup var options: CoverageChangeOptions

    @Option(help: "The first day of the pause.", transform: Day.argument)
    var from: Day

    @Option(help: "The last day of the pause, if it is known.", transform: Day.argument)
    var to: Day?

    @Option(
        help: "Why: \(PauseReason.allCases.map(\.rawValue).joined(separator: ", ")).", transform: PauseReason.choice)
    var reason: PauseReason

    func run() async throws {
        try await options.run { tenant, tx in
            try ChangeCoverage.pause(
                options.coverage, from: from, through: to, reason: reason, note: options.note?.text, in: tenant, &tx)
        } said: { lastDay in
            "is paused from \(from); "
                + (lastDay.map { "its last covered day is \($0)" } ?? "its end is unknown until it is resumed")
        }
    }
}

/// `sluse coverage resume`.
struct CoverageResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Resume a paused coverage.",
        discussion: """
            Example:
              sluse coverage resume C-4 --on 2025-09-01
            """)

    @OptionGroup var options: CoverageChangeOptions

    @Option(help: "The first day the citizen is back.", transform: Day.argument)
    var on: Day

    func run() async throws {
        try await options.run { tenant, tx in
            try ChangeCoverage.resume(options.coverage, on: on, note: options.note?.text, in: tenant, &tx)
        } said: { lastDay in
            "runs again from \(on); " + (lastDay.map { "its last covered day is \($0)" } ?? "it has no end")
        }
    }
}

/// `sluse coverage end`.
struct CoverageEnd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "End a coverage early.",
        discussion: """
            A last day that is past ends it now; one to come is planned, and the daemon ends it on the day after. Until \
            then the end can be moved by giving another day, or withdrawn.

            Example:
              sluse coverage end C-4 --last-day 2025-05-31 --reason ordinary_job
              sluse coverage end C-4 --withdraw --note "the job fell through"
            """)

    @OptionGroup var options: CoverageChangeOptions

    @Option(help: "The last covered day.", transform: Day.argument)
    var lastDay: Day?

    @Option(
        help: "Why: \(EndReason.allCases.filter { $0 != .expired }.map(\.rawValue).joined(separator: ", ")).",
        transform: EndReason.choice)
    var reason: EndReason?

    @Flag(help: "Take back a planned end: the coverage lasts as long as the pool's rules give.")
    var withdraw = false

    func validate() throws {
        guard withdraw == (lastDay == nil), withdraw == (reason == nil) else {
            throw ValidationError("give --last-day and --reason, or --withdraw alone")
        }
    }

    func run() async throws {
        guard let lastDay, let reason else {
            return try await options.run { tenant, tx in
                try ChangeCoverage.withdrawEnd(options.coverage, note: options.note?.text, in: tenant, &tx)
            } said: { lastDay in
                "is no longer to end early; " + (lastDay.map { "its last covered day is \($0)" } ?? "it has no end")
            }
        }
        try await options.run { tenant, tx in
            try ChangeCoverage.end(
                options.coverage, lastDay: lastDay, reason: reason, note: options.note?.text, in: tenant, &tx)
        } said: { state in
            state == .active
                ? "will end with \(lastDay) as its last covered day"
                : "has ended with \(lastDay) as its last covered day"
        }
    }
}

/// `sluse coverage follow-up`.
struct CoverageFollowUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow-up",
        abstract: "Note what became of the person after a coverage.",
        discussion: """
            Example:
              sluse coverage follow-up C-4 --months 6 --outcome ordinary_job --on 2026-03-02
            """)

    @OptionGroup var options: CoverageChangeOptions

    @Option(help: "3, 6 or 12 months after the end.")
    var months: Int

    @Option(
        help: "What became of the person: \(FollowUpOutcome.allCases.map(\.rawValue).joined(separator: ", ")).",
        transform: FollowUpOutcome.choice)
    var outcome: FollowUpOutcome

    @Option(help: "The day it was seen.", transform: Day.argument)
    var on: Day

    func run() async throws {
        try await options.run { tenant, tx in
            try ChangeCoverage.followUp(
                options.coverage, months: months, outcome: outcome, observedOn: on, note: options.note?.text,
                in: tenant, &tx)
        } said: { _ in
            "followed up after \(months) months: \(outcome.rawValue)"
        }
    }
}

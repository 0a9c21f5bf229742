import ArgumentParser
import Citizens
import Foundation
import Municipal
import Tenancy

/// `sluse citizen add`.
struct CitizenAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add one citizen, or record something new about one.",
        discussion: """
            CPR number and name come from standard input, a line each; on a \
            terminal they are asked for. For someone who is here already, what \
            differs is recorded, and a new target group or benefit ends the one \
            before.

            Example:
              sluse citizen add --target-group 9 --target-group-from 2020-03-02 --unit "Jobcenter Syd"
              sluse citizen add --protected-address yes < person.txt
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Option(
        help: ArgumentHelp("The number in § 6 of the employment act, or a local code.", valueName: "code"),
        transform: reading(PeriodKind.targetGroup.read))
    var targetGroup: String?
    @Option(help: ArgumentHelp("The first day of the target group.", valueName: "date"), transform: Day.argument)
    var targetGroupFrom: Day?
    @Option(
        help: ArgumentHelp("The benefit, such as ledighedsydelse.", valueName: "word"),
        transform: reading(PeriodKind.benefit.read))
    var benefit: String?
    @Option(help: ArgumentHelp("The first day of the benefit.", valueName: "date"), transform: Day.argument)
    var benefitFrom: Day?
    @Option(
        help: ArgumentHelp("The part of the municipality.", valueName: "name"), transform: reading(CitizenEntry.unit))
    var unit: String?
    @Option(
        help: ArgumentHelp("Whether name and address are protected: yes or no.", valueName: "yes|no"),
        transform: reading(CitizenEntry.yesOrNo))
    var protectedAddress: Bool?

    func validate() throws {
        guard (targetGroup == nil) == (targetGroupFrom == nil) else {
            throw ValidationError("--target-group and --target-group-from go together: the code and its first day")
        }
        guard (benefit == nil) == (benefitFrom == nil) else {
            throw ValidationError("--benefit and --benefit-from go together: the benefit and its first day")
        }
    }

    func run() async throws {
        try await global.session { session in
            let municipality = try await session.municipality()
            let keys = try session.keys.require(for: municipality.id, "to seal who a citizen is")
            let (cpr, name) = try PersonInput.person()
            let entry = CitizenEntry(
                cpr: cpr, name: name, targetGroup: period(targetGroup, targetGroupFrom),
                benefit: period(benefit, benefitFrom), unit: unit, protectedAddress: protectedAddress)

            let adding = CitizenImport(keys: keys)
            let report = try await session.database.write(in: municipality.id, dryRun: change.dryRun) { tx in
                let plan = try adding.plan(CitizenFile(entry), &tx)
                if let refused = plan.report.refused.first {
                    throw Refusal(.badData, refused.what.joined(separator: ", "))
                }
                return try adding.write(plan, &tx)
            }
            guard let line = report.lines.first, let citizen = line.citizen else { return }
            try session.output.add(line, citizen, isDryRun: change.dryRun)
        }
    }

    private func period(_ value: String?, _ from: Day?) -> PeriodEntry? {
        guard let value, let from else { return nil }
        return PeriodEntry(value: value, from: from)
    }

    /// Reads an option's value as a line of a file is read.
    private static func reading<Value>(
        _ read: @escaping @Sendable (String) throws(InputError) -> Value
    ) -> @Sendable (String) throws -> Value {
        { text in
            do throws(InputError) {
                return try read(text)
            } catch {
                throw ValidationError(error.message)
            }
        }
    }
}

/// A CPR number, alone or with a name, typed or piped.
enum PersonInput {
    /// A number on the first line and a name on the second; an empty name is none.
    ///
    /// - Throws: `Refusal` if there is no number, `InputError` if one of the two can't be read.
    static func person() throws -> (cpr: CPRNumber, name: PersonName?) {
        let lines =
            try Terminal.standardInputIsTerminal
            ? [askNumber(), Terminal.ask("Name: ")] : StandardInput.lines(atMost: 2)
        let name = lines.dropFirst().first.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        return (try number(lines, "and the name on the second"), try name.map(PersonName.init(parsing:)))
    }

    /// A number alone.
    ///
    /// - Throws: `Refusal` if there is none, `InputError` if it can't be read.
    static func number() throws -> CPRNumber {
        try number(try Terminal.standardInputIsTerminal ? [askNumber()] : StandardInput.lines(atMost: 1), "alone")
    }

    private static func askNumber() throws -> String { try Terminal.askSilently("CPR number (not shown): ") }

    private static func number(_ lines: [String], _ more: String) throws -> CPRNumber {
        guard let digits = lines.first, !digits.allSatisfy(\.isWhitespace) else {
            throw Refusal(
                .badData, "no CPR number was given",
                advice: "It is read from standard input: the number on the first line, \(more).")
        }
        return try CPRNumber(parsing: digits)
    }
}

extension Output {
    fileprivate func add(_ line: LineVerdict, _ citizen: CitizenNumber, isDryRun: Bool) throws {
        guard format == .table else { return try item(CitizenVerdict(line)) }
        switch line.verdict {
        case .new: try say(isDryRun ? "would be added as \(citizen)" : "\(citizen) added")
        case .same: try say("\(citizen) is here already, and nothing is different")
        default: try say("\(citizen) \(isDryRun ? "would change" : "changed"): \(line.what.joined(separator: "; "))")
        }
    }
}

/// A line of an import's outcome.
struct CitizenVerdict: Printable {
    let line: Int
    let verdict: Verdict
    let citizen: CitizenNumber?
    let what: [String]

    init(_ verdict: LineVerdict) {
        line = verdict.line
        self.verdict = verdict.verdict
        citizen = verdict.citizen
        what = verdict.what
    }

    static let fields: [Field<CitizenVerdict>] = [
        Field("line", "Line", .right) { "\($0.line)" },
        Field("verdict", "Verdict") { $0.verdict.rawValue },
        Field("citizen", "Citizen") { $0.citizen?.description ?? "–" },
        Field("what", "What") { $0.what.joined(separator: "; ") },
    ]
}

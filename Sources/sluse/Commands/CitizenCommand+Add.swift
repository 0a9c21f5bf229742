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

    @Option(help: ArgumentHelp("The number in § 6 of the employment act, or a local code.", valueName: "code"))
    var targetGroup: String?
    @Option(help: ArgumentHelp("The first day of the target group.", valueName: "date"))
    var targetGroupFrom: String?
    @Option(help: ArgumentHelp("The benefit, such as ledighedsydelse.", valueName: "word"))
    var benefit: String?
    @Option(help: ArgumentHelp("The first day of the benefit.", valueName: "date"))
    var benefitFrom: String?
    @Option(help: ArgumentHelp("The part of the municipality.", valueName: "name"))
    var unit: String?
    @Option(help: ArgumentHelp("Whether name and address are protected: yes or no.", valueName: "yes|no"))
    var protectedAddress: String?

    func run() async throws {
        try await global.session { session in
            let municipality = try await session.municipality()
            let keys = try session.keys.require(for: municipality.id, "to seal who a citizen is")
            let (cpr, name) = try PersonInput.read()
            var fields = ["cpr": cpr, "name": name]
            fields["target_group"] = targetGroup
            fields["target_group_from"] = targetGroupFrom
            fields["benefit"] = benefit
            fields["benefit_from"] = benefitFrom
            fields["unit"] = unit
            fields["protected_address"] = protectedAddress
            let entry = try CitizenEntry(fields)

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
}

/// A CPR number and a name, typed or piped.
enum PersonInput {
    static func read() throws -> (cpr: String, name: String) {
        if Terminal.standardInputIsTerminal {
            let cpr = try Terminal.askSilently("CPR number (not shown): ")
            return (cpr, try Terminal.ask("Name: "))
        }
        let lines = try StandardInput.lines(atMost: 2)
        guard let cpr = lines.first, !cpr.isEmpty else {
            throw Refusal(
                .badData, "standard input is empty",
                advice: "Give the CPR number on its first line and the name on the second.")
        }
        return (cpr, lines.count > 1 ? lines[1] : "")
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

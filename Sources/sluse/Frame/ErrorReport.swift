import ArgumentParser
import Declarations
import Foundation
import Municipal
import Postgres
import Schema
import Tenancy

/// An error as the person at the keyboard sees it: one line that says what is wrong, one that says what to do, and an exit
/// code. Never a stack trace, never a CPR number.
struct ErrorReport {
    /// What goes to standard error, or to standard output for `--help` and `--version`.
    let text: String
    let status: ExitStatus

    private init(text: String, status: ExitStatus) {
        self.text = text
        self.status = status
    }

    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal:
            self.init(refusal)
        case let failure as PostgresError:
            self.init(failure)
        case let schema as SchemaError:
            self.init(Refusal(schema))
        case let declaration as DeclarationFailure:
            self.init(Refusal(declaration))
        case let input as InputError:
            self.init(Refusal(.badData, input.message))
        case let period as PeriodError:
            self.init(Refusal(.badData, period.description))
        case let usage as ValidationError:
            self.init(Refusal(.usage, usage.message))
        case is CancellationError:
            self.init(Refusal(.tryAgain, "interrupted; nothing was changed"))
        default:
            self.init(parsing: error)
        }
    }

    private init(_ refusal: Refusal) {
        var lines = ["sluse: \(refusal.message)"]
        lines += refusal.details.map { "  \($0)" }
        if let advice = refusal.advice { lines.append("  \(advice)") }
        text = PersonalNumberPattern.masked(lines.joined(separator: "\n"))
        status = ExitStatus(refusal.kind)
    }

    /// A person's doing in words; anything else is a defect of this program, shown without data.
    private init(_ failure: PostgresError) {
        if let refusal = Refusal(from: failure) {
            self.init(refusal)
        } else {
            self.init(
                text: PersonalNumberPattern.masked(
                    """
                    sluse: the database refused something that this program should not have asked for: \(failure)
                      Nothing was changed. Please report this line.
                    """),
                status: failure.code == .cancelled ? .tryAgain : .software)
        }
    }

    /// What ArgumentParser has to say: help and version on standard output, the rest as wrong usage.
    private init(parsing error: any Error) {
        let code = Sluse.exitCode(for: error)
        let full = Sluse.fullMessage(for: error)
        guard code != .success else {
            text = full
            status = .done
            return
        }
        guard code == .validationFailure else {
            text = PersonalNumberPattern.masked("sluse: \(Sluse.message(for: error))")
            status = .software
            return
        }
        let lines = full.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var shown = ["sluse: " + (lines.first.map { $0.replacing("Error: ", with: "", maxReplacements: 1) } ?? "")]
        shown += lines.dropFirst().filter { !$0.isEmpty }.map { $0.hasPrefix("  ") ? $0 : "  \($0)" }
        text = PersonalNumberPattern.masked(shown.joined(separator: "\n"))
        status = .usage
    }

    /// Ends the process.
    func printAndExit() -> Never {
        if status == .done {
            if !text.isEmpty { print(text) }
        } else {
            Terminal.complain(text)
        }
        exit(status.rawValue)
    }
}

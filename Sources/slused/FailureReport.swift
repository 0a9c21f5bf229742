import ArgumentParser
import Foundation
import Notices
import Postgres
import Schema
import Tenancy

/// Why the daemon ends, as the person or the service manager that started it sees it: a line that says what is wrong, one
/// that says what to do, and an exit code of `sysexits.h`.
struct FailureReport {
    let message: String
    let advice: String?
    let status: Int32
    private let isHelp: Bool

    init(_ error: any Error) {
        let refusal: Refusal? =
            switch error {
            case let refusal as Refusal: refusal
            case let failure as PostgresError: Refusal(from: failure)
            case let failure as ChannelSettingsError: Refusal(.configuration, failure.description)
            case let failure as SchemaError: Refusal(.configuration, failure.message, advice: failure.advice)
            default: nil
            }
        if let refusal {
            message = ([refusal.message] + refusal.details).joined(separator: "\n  ")
            advice = refusal.advice
            status = Self.status(refusal.kind)
            isHelp = false
        } else if error is PostgresError {
            message = "\(error)"
            advice = nil
            status = EX_SOFTWARE
            isHelp = false
        } else {
            // Help, version and wrong usage are ArgumentParser's own; it knows nothing of other errors but their name.
            let code = Slused.exitCode(for: error)
            isHelp = code == .success
            let whole = Slused.fullMessage(for: error)
            message = isHelp ? whole : whole.replacing("Error: ", with: "", maxReplacements: 1)
            advice = nil
            status = isHelp ? EX_OK : code == .validationFailure ? EX_USAGE : EX_SOFTWARE
        }
    }

    private static func status(_ kind: Refusal.Kind) -> Int32 {
        switch kind {
        case .usage: EX_USAGE
        case .badData: EX_DATAERR
        case .noInput: EX_NOINPUT
        case .unavailable: EX_UNAVAILABLE
        case .tryAgain: EX_TEMPFAIL
        case .notAllowed: EX_NOPERM
        case .configuration: EX_CONFIG
        }
    }

    /// Ends the process.
    func printAndExit() -> Never {
        if isHelp {
            print(message)
        } else {
            let lines = ["slused: \(message)"] + (advice.map { ["  \($0)"] } ?? [])
            FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
        }
        exit(status)
    }
}

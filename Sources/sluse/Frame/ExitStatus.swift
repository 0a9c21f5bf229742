import Tenancy

/// The exit codes, as in `sysexits.h`. Scripts rely on them.
enum ExitStatus: Int32 {
    case done = 0
    /// Wrong usage.
    case usage = 64
    /// Bad data: each row is named and nothing is written.
    case badData = 65
    /// No such file.
    case noInput = 66
    /// The database can't be reached.
    case unavailable = 69
    /// A defect of the program itself.
    case software = 70
    /// Someone else changed it, or something was busy: try again.
    case tryAgain = 75
    /// Not allowed.
    case notAllowed = 77
    /// Bad configuration.
    case configuration = 78

    init(_ kind: Refusal.Kind) {
        self =
            switch kind {
            case .usage: .usage
            case .badData: .badData
            case .noInput: .noInput
            case .unavailable: .unavailable
            case .tryAgain: .tryAgain
            case .notAllowed: .notAllowed
            case .configuration: .configuration
            }
    }
}

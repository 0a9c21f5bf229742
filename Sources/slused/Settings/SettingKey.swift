import Configuration

/// The settings there are, each with the value it has when nobody gives one.
///
/// In the file a point is one level: `poll-seconds` under `work` is `work.poll-seconds`, and in the environment
/// `SLUSED_WORK_POLL_SECONDS`.
enum SettingKey: String, CaseIterable, Sendable {
    case database
    case connections
    case logLevel = "log-level"
    case pollSeconds = "work.poll-seconds"
    case overdueMinutes = "work.overdue-minutes"
    case address = "http.address"
    case port = "http.port"
    case channel = "notices.channel"
    case sender = "notices.sender"
    case spoolFolder = "notices.spool-folder"
    case sendmailCommand = "notices.sendmail-command"
    case webhookURL = "notices.webhook-url"
    case webhookSecret = "notices.webhook-secret"

    /// The key as the configuration library takes it.
    var configKey: ConfigKey { ConfigKey(stringLiteral: rawValue) }

    /// The variable that goes before the file.
    var variable: String {
        SettingKey.variablePrefix + rawValue.uppercased().map { $0 == "." || $0 == "-" ? "_" : String($0) }.joined()
    }

    static let variablePrefix = "SLUSED_"

    /// Where whole numbers may lie; `nil` for text.
    var bounds: ClosedRange<Int>? {
        switch self {
        case .connections: 2...64
        case .pollSeconds: 1...3600
        case .overdueMinutes: 1...10_080
        case .port: 0...65_535
        default: nil
        }
    }
}

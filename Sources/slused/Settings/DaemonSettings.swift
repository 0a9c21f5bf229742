import Logging
import Notices

/// What the daemon is told by its settings.
struct DaemonSettings: Sendable {
    /// Where the database is; empty leaves it to libpq's environment.
    var database: String
    /// The most connections at a time.
    var connections: Int
    /// How long it waits between two looks at what is due, when nobody gives it a hint.
    var pollInterval: Duration
    /// How old the oldest overdue row may be before `/readyz` says no.
    var overdueLimit: Duration
    /// The least that is logged.
    var logLevel: Logger.Level
    /// Where `/healthz`, `/readyz` and `/metrics` are served.
    var address: String
    /// The port for that; 0 serves nothing.
    var port: Int
    /// Where notices go.
    var channel: ChannelKind
    /// The address in `From:`.
    var sender: MailAddress
    /// The folder of the channel `spool`.
    var spoolFolder: String
    /// The program of the channel `sendmail`.
    var sendmailCommand: String
    /// The address of the channel `webhook`.
    var webhookURL: String
    /// The file with the secret of the channel `webhook`.
    var webhookSecret: String
}

/// The channels there are.
enum ChannelKind: String, CaseIterable, Sendable {
    case spool
    case sendmail
    case webhook
    /// They stay in the outbox, for another daemon to send.
    case unsent = "none"
}

extension DaemonSettings {
    /// Makes the channel; `nil` if this daemon sends nothing.
    ///
    /// - Throws: `ChannelSettingsError` if it can't be used as it is configured.
    func makeChannel() throws(ChannelSettingsError) -> (any NoticeChannel)? {
        switch channel {
        case .spool: SpoolChannel(folder: spoolFolder, sender: sender)
        case .sendmail: try SendmailChannel(command: sendmailCommand, sender: sender)
        case .webhook: try WebhookChannel(url: webhookURL, secret: try SecretFile(path: webhookSecret))
        case .unsent: nil
        }
    }
}

import Glibc

/// Notices as mail, through a program that takes a message on standard input as `sendmail -t -i` does.
///
/// The message goes to the municipality's mailbox; its Message-ID is made of the key of the notice, so a message that is
/// offered twice can be told from two messages.
public struct SendmailChannel: NoticeChannel {
    private let command: String
    private let sender: MailAddress
    /// The program is killed when a message takes longer.
    public let timeLimit: Duration

    /// Names the program.
    ///
    /// - Parameters:
    ///   - command: The path of the program, from the root: `/usr/sbin/sendmail`.
    ///   - sender: The address in `From:`.
    ///   - timeLimit: How long the program may take for a message, at most 45 seconds.
    /// - Throws: ``ChannelSettingsError`` if there is no such program.
    public init(
        command: String, sender: MailAddress, timeLimit: Duration = .seconds(30)
    ) throws(ChannelSettingsError) {
        guard command.hasPrefix("/"), Self.isProgram(command) else {
            throw ChannelSettingsError(
                "the sendmail command \"\(command)\" is not the full path of a program that can be run")
        }
        self.command = command
        self.sender = sender
        self.timeLimit = min(timeLimit, .seconds(45))
    }

    /// The name of the channel: `sendmail`.
    public var name: String { "sendmail" }

    /// Runs the program with the message.
    ///
    /// - Parameter notice: The notice.
    /// - Returns: "accepted by" and the program.
    /// - Throws: ``DeliveryFailure`` by the program's exit status (those of sysexits.h).
    public func send(_ notice: OutgoingNotice) async throws(DeliveryFailure) -> String {
        guard let recipient = notice.contact.flatMap({ MailAddress($0) }) else {
            throw DeliveryFailure(
                .retry, "\(notice.slug) has no contact address that mail can go to; set `contact` and apply it")
        }
        let message = MailMessage(sender: sender, recipient: recipient, notice: notice).wireText
        let program: ChildProcess
        do throws(SystemFailure) {
            program = try ChildProcess(command, arguments: ["-t", "-i"], input: Array(message.utf8))
        } catch {
            throw DeliveryFailure(.wait, "\(command) can't be run: \(error)")
        }
        switch await program.ending(within: timeLimit) {
        case .exited(0): return "accepted by \(command)"
        case .exited(let status) where Self.refusals.contains(status):
            throw DeliveryFailure(.giveUp, "\(command) refused the message for good (exit status \(status))")
        case .exited(let status) where status == EX_NOPERM || status == EX_CONFIG:
            throw DeliveryFailure(.wait, "\(command) is not set up (exit status \(status)); see the mail log")
        case .exited(let status): throw DeliveryFailure(.retry, "\(command) failed (exit status \(status))")
        case .signalled(let signal): throw DeliveryFailure(.retry, "\(command) was ended by signal \(signal)")
        case nil: throw DeliveryFailure(.retry, "\(command) did not end within \(timeLimit) and was killed")
        }
    }

    /// Whether there is a file that may be run; a folder that may be entered is not one.
    private static func isProgram(_ path: String) -> Bool {
        var facts = Glibc.stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    private static let refusals: Set<Int32> = [EX_USAGE, EX_DATAERR, EX_NOUSER, EX_NOHOST]
}

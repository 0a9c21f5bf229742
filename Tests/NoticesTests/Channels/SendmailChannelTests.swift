import FoundationEssentials
import Glibc
import Testing

@testable import Notices

// One after the other: a program can't be run while another test's child still holds it open for writing.
@Suite(.serialized) struct SendmailChannelTests {
    /// Runs the body with a channel whose program is this shell script.
    private func withScript(
        _ script: String, limit: Duration = .seconds(30),
        _ body: (SendmailChannel, _ folder: String) async throws -> Void
    ) async throws {
        try await Samples.inFolder { folder in
            let program = "\(folder)/sendmail"
            let text = "\(program).text"
            try Data("#!/bin/sh\ncd \(folder)\n\(script)\n".utf8).write(to: URL(filePath: text))
            // Written here, the program could be open in a child that another test forks at the moment, and a file that is
            // open for writing can't be run; so another process writes it.
            let install = try ChildProcess("/usr/bin/install", arguments: ["-m", "0755", text, program], input: [])
            #expect(await install.ending(within: .seconds(30)) == .exited(0))
            unlink(text)
            let channel = try SendmailChannel(command: program, sender: try Samples.sender(), timeLimit: limit)
            try await body(channel, folder)
        }
    }

    private func failure(_ channel: SendmailChannel, _ notice: OutgoingNotice) async -> DeliveryFailure? {
        do throws(DeliveryFailure) {
            _ = try await channel.send(notice)
            return nil
        } catch {
            return error
        }
    }

    @Test("The program is run as sendmail -t -i with the message on its standard input")
    func run() async throws {
        try await withScript("echo \"$@\" > arguments; cat > message") { channel, folder in
            #expect(try await channel.send(try Samples.notice()) == "accepted by \(folder)/sendmail")
            #expect(try Samples.text("\(folder)/arguments") == "-t -i\n")
            let message = try Samples.text("\(folder)/message")
            #expect(message.contains("To: jobcenter@ishoj.example\n"))
            #expect(message.contains("Message-ID: <\(Samples.keyText)@ishoj.example>\n"))
        }
    }

    @Test("A program that does not read its input is no trouble, however long the message")
    func unread() async throws {
        try await withScript("exit 0") { channel, _ in
            let long = try Samples.notice(body: String(repeating: "Til jobcentret\n", count: 50_000))
            let failure = await failure(channel, long)
            #expect(failure == nil)
        }
    }

    @Test(
        "The exit status says whether to try again",
        arguments: [
            (75, DeliveryFailure.Remedy.retry), (1, .retry), (69, .retry), (65, .giveUp), (67, .giveUp), (68, .giveUp),
            (77, .wait), (78, .wait),
        ])
    func statuses(status: Int, remedy: DeliveryFailure.Remedy) async throws {
        try await withScript("cat >/dev/null; exit \(status)") { channel, _ in
            let failure = await failure(channel, try Samples.notice())
            #expect(failure?.remedy == remedy)
            #expect(failure?.message.contains("exit status \(status)") == true)
        }
    }

    @Test("A program that hangs is killed when its time is over, with its children")
    func hangs() async throws {
        try await withScript("sleep 600 & echo $! > child; wait", limit: .seconds(1)) { channel, folder in
            let failure = await failure(channel, try Samples.notice())
            #expect(failure?.remedy == .retry)
            #expect(failure?.message.contains("was killed") == true)
            let child = try #require(pid_t(try Samples.text("\(folder)/child").dropLast()))
            #expect(await isGone(child))
        }
    }

    @Test("A program that is not there when a notice comes holds the channel back")
    func vanished() async throws {
        try await withScript("exit 0") { channel, folder in
            unlink("\(folder)/sendmail")
            let failure = await failure(channel, try Samples.notice())
            #expect(failure?.remedy == .wait)
        }
    }

    @Test(
        "A program that is not there at the start is a mistake in the settings",
        arguments: ["/dev/null/nowhere/sendmail", "sendmail", "", "/tmp"])
    func missing(command: String) throws {
        #expect(throws: ChannelSettingsError.self) {
            try SendmailChannel(command: command, sender: try Samples.sender())
        }
    }

    @Test("Without an address that mail can go to, nothing is run", arguments: [nil, "a,b@ishoj.example"])
    func noRecipient(contact: String?) async throws {
        try await withScript("touch was-run") { channel, folder in
            let failure = await failure(channel, try Samples.notice(contact: contact))
            #expect(failure?.remedy == .retry)
            #expect(try Samples.files(in: folder) == ["sendmail"])
        }
    }

    @Test("The program gets neither our environment nor signals that we ignore")
    func bareEnvironment() async throws {
        signal(SIGTERM, SIG_IGN)
        defer { signal(SIGTERM, SIG_DFL) }
        setenv("PGPASSWORD", "not for others", 1)
        defer { unsetenv("PGPASSWORD") }
        try await withScript("env > environment; grep SigIgn /proc/self/status > ignored") { channel, folder in
            let failure = await failure(channel, try Samples.notice())
            #expect(failure == nil)
            let environment = try Samples.text("\(folder)/environment")
            #expect(environment.contains("LC_ALL=C") && !environment.contains("PGPASSWORD"))
            let ignored = try Samples.text("\(folder)/ignored").dropFirst("SigIgn:\t".count).dropLast()
            // Signals 1 to 31; those above belong to the C library.
            #expect(UInt64(ignored, radix: 16).map { $0 & 0x7FFF_FFFF } == 0)
        }
    }

    /// Whether the process ends: its group was killed, but who reaps it is not us.
    private func isGone(_ process: pid_t) async -> Bool {
        for _ in 0..<1_000 {
            let state = (try? Samples.text("/proc/\(process)/stat"))?.split(separator: ") ").last?.first
            if state == nil || state == "Z" || state == "X" { return true }
            await Task.yield()
            usleep(1_000)
        }
        return false
    }
}

import ArgumentParser

/// `sluse notice`.
struct NoticeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: "Letters that are due, sent or stuck.",
        subcommands: [NoticeList.self, NoticeShow.self, NoticeRetry.self])
}

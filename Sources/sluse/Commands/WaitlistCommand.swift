import ArgumentParser

/// `sluse waitlist`: who waits for a place, and in what order.
struct WaitlistCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waitlist",
        abstract: "Waiting lists: who waits for a place, and in what order.",
        discussion: """
            In line by priority class, then by the day that counts, then by number. Every move has a reason, and
            `sluse waitlist show` prints the trail.
            """,
        subcommands: [
            WaitlistAdd.self, WaitlistList.self, WaitlistShow.self, WaitlistMove.self, WaitlistPark.self,
            WaitlistUnpark.self,
            WaitlistWithdraw.self,
        ])
}

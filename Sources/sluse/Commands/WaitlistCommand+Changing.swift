import ArgumentParser
import Citizens
import FlexJobs
import Municipal
import Postgres
import Tenancy

/// `sluse waitlist add`.
struct WaitlistAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Put a citizen on the waiting list of a pool.",
        discussion: """
            Example:
              sluse waitlist add B-17 --pool mikrofleks --class urgent --reason "Assigned to flex job in January"
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The citizen, such as B-17.", transform: CitizenNumber.argument)
    var citizen: CitizenNumber

    @Option(help: "The pool, by its short name.")
    var pool: String

    @Option(name: .customLong("class"), help: "The priority class; without it the pool's last.")
    var priorityClass: String?

    @Option(help: "The day that counts in the line; without it today.", transform: Day.argument)
    var queuedOn: Day?

    @Option(help: "Why, for the trail.", transform: TextLine.argument)
    var reason: TextLine?

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let entry = try await session.database.write(in: town.id, dryRun: change.dryRun) { tx in
                try Waitlist.add(
                    citizen, pool: pool, priorityClass: priorityClass, queuedOn: queuedOn,
                    reason: reason?.text ?? "put on the list", in: town.id, &tx)
            }
            try session.output.say(
                change.dryRun
                    ? "would put \(citizen) on the list of pool \(pool)"
                    : "\(citizen) is on the list of pool \(pool) as \(entry)")
        }
    }
}

/// `sluse waitlist move`.
struct WaitlistMove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move an entry to another class, or to another day in its class.",
        discussion: """
            Example:
              sluse waitlist move W-12 --class urgent --reason "Benefit ends next month"
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The entry, such as W-12.", transform: WaitingNumber.argument)
    var entry: WaitingNumber

    @Option(name: .customLong("class"), help: "The new priority class.")
    var priorityClass: String?

    @Option(help: "The day that counts in the line from now on.", transform: Day.argument)
    var queuedOn: Day?

    @Option(help: "Why, for the trail.", transform: TextLine.argument)
    var reason: TextLine

    func run() async throws {
        try await global.changeEntry(entry, dryRun: change.dryRun, "moved") { tenant, tx in
            try Waitlist.move(
                entry, toClass: priorityClass, queuedOn: queuedOn, reason: reason.text, in: tenant, &tx)
        }
    }
}

/// `sluse waitlist park`.
struct WaitlistPark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "park",
        abstract: "Take an entry out of the line until a day.",
        discussion: """
            Without --until the entry is parked until `sluse waitlist unpark`.

            Example:
              sluse waitlist park W-12 --until 2025-09-01 --reason "In hospital"
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The entry, such as W-12.", transform: WaitingNumber.argument)
    var entry: WaitingNumber

    @Option(help: "The day from which the entry is in line again.", transform: Day.argument)
    var until: Day?

    @Option(help: "Why, for the trail.", transform: TextLine.argument)
    var reason: TextLine

    func run() async throws {
        try await global.changeEntry(entry, dryRun: change.dryRun, "parked") { tenant, tx in
            try Waitlist.park(entry, until: until, reason: reason.text, in: tenant, &tx)
        }
    }
}

/// `sluse waitlist unpark`.
struct WaitlistUnpark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unpark",
        abstract: "Put a parked entry back in line, where it was.",
        discussion: """
            Example:
              sluse waitlist unpark W-12 --reason "Well again"
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The entry, such as W-12.", transform: WaitingNumber.argument)
    var entry: WaitingNumber

    @Option(help: "Why, for the trail.", transform: TextLine.argument)
    var reason: TextLine

    func run() async throws {
        try await global.changeEntry(entry, dryRun: change.dryRun, "back in line") { tenant, tx in
            try Waitlist.unpark(entry, reason: reason.text, in: tenant, &tx)
        }
    }
}

/// `sluse waitlist withdraw`.
struct WaitlistWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take an entry off the list.",
        discussion: """
            Example:
              sluse waitlist withdraw W-12 --reason "Found an ordinary job"
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "The entry, such as W-12.", transform: WaitingNumber.argument)
    var entry: WaitingNumber

    @Option(help: "Why, for the trail.", transform: TextLine.argument)
    var reason: TextLine

    func run() async throws {
        try await global.changeEntry(entry, dryRun: change.dryRun, "off the list") { tenant, tx in
            try Waitlist.withdraw(entry, reason: reason.text, in: tenant, &tx)
        }
    }
}

extension GlobalOptions {
    /// Changes a waiting entry in a transaction and says what it is now.
    fileprivate func changeEntry(
        _ entry: WaitingNumber, dryRun: Bool, _ what: String,
        _ body: @Sendable (TenantID, inout Transaction) throws -> Void
    ) async throws {
        try await session { session in
            let town = try await session.municipality()
            try await session.database.write(in: town.id, dryRun: dryRun) { tx in try body(town.id, &tx) }
            try session.output.say(dryRun ? "\(entry) would be \(what)" : "\(entry) is \(what)")
        }
    }
}

import ArgumentParser

/// `sluse pool`: the places, and whether they flow.
struct PoolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool",
        abstract: "Pools: their places, who has them, and whether they flow.",
        discussion: """
            Pools are configured in the municipality's file and applied with `sluse apply`.
            """,
        subcommands: [PoolList.self, PoolShow.self, PoolThroughput.self, PoolForecastCommand.self, PoolPermit.self])
}

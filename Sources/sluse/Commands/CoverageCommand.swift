import ArgumentParser

/// `sluse coverage`: who has which place, and until when.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Wage coverage: who has which place, and until when.",
        discussion: """
            Days are written as the first and the last covered day. The daemon ends a coverage on the day after its last.
            """,
        subcommands: [
            CoverageGrant.self, CoverageList.self, CoverageShow.self, CoverageExtend.self, CoveragePause.self,
            CoverageResume.self, CoverageEnd.self, CoverageFollowUp.self,
        ])
}

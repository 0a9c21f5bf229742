import ArgumentParser

/// The nouns of the command line, in the order that `--help` shows them.
enum CommandGroups {
    static let all: [any ParsableCommand.Type] = [
        DatabaseCommand.self,
        ApplyCommand.self,
        MunicipalityCommand.self,
        OperatorCommand.self,
        DecisionCommand.self,
        CitizenCommand.self,
        PoolCommand.self,
        WaitlistCommand.self,
        OfferCommand.self,
        CoverageCommand.self,
        NoticeCommand.self,
        AuditCommand.self,
    ]
}

public import Postgres

/// Takes stock of the catalogue: whether every table, function, grant and role keeps the rules that isolation rests on.
///
/// No list of tables is kept, so none can be forgotten; what is an exception is named in ``CensusExceptions``, and a
/// new table that needs one fails until somebody names it there.
///
/// ```swift
/// let findings = try await database.transaction(.readOnly) { tx in try Census.findings(&tx) }
/// ```
public enum Census {
    /// Everything that breaks a rule, in a steady order; empty in a sound database.
    ///
    /// Any login may ask: the catalogue is open to all.
    public static func findings(_ tx: inout Transaction) throws -> [CensusFinding] {
        // Names are then always written with their schema, whoever asks.
        try tx.execute(CensusRepository.plainSearchPath)
        var findings: [CensusFinding] = []
        for question in CensusRepository.questions {
            findings += try tx.fetch(question)
        }
        findings += PolicyCensus.findings(
            policies: try tx.fetch(CensusRepository.policies), tables: try tx.fetch(CensusRepository.tables))
        return findings.sorted { ($0.subject, $0.rule, $0.explanation) < ($1.subject, $1.rule, $1.explanation) }
    }
}

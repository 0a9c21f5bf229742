/// Why a wage coverage ended.
public enum EndReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// The last covered day of the limit or of the agreed period passed.
    case expired
    /// The citizen found a job on ordinary terms.
    case ordinaryJob = "ordinary_job"
    /// The citizen works more hours than the pool covers.
    case moreHours = "more_hours"
    /// The employer pays the wage from now on.
    case employerTookOver = "employer_took_over"
    /// The citizen moved to another municipality.
    case moved
    /// Anything else.
    case other
}

/// Why a coverage ended, as a notice tells it.
///
/// The raw value is the one in `sluse.coverage.end_reason` and in the payload of an outbox row.
enum EndReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// The limit of the pool was reached.
    case expired
    /// The person has an ordinary job.
    case ordinaryJob = "ordinary_job"
    /// The person works more hours than the pool is for.
    case moreHours = "more_hours"
    /// The employer pays the wage from here on.
    case employerTookOver = "employer_took_over"
    /// The person moved to another municipality.
    case moved
    /// Something else.
    case other
}

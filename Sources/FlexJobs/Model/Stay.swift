public import Municipal

/// One coverage as the figures need it: who was inside when, and why it ended.
public struct Stay: Sendable, Hashable {
    /// The covered days; the end is the first day no longer covered and may lie in the future.
    public let span: DateSpan
    /// Why it ended. `nil` counts as expired once the end has come: expiry holds on its day however late it is recorded.
    public let endReason: EndReason?
    /// Whether the citizen came from *ledighedsydelse*, the benefit of those waiting for a flex job.
    public let cameFromUnemploymentBenefit: Bool

    /// A coverage.
    public init(span: DateSpan, endReason: EndReason? = nil, cameFromUnemploymentBenefit: Bool) {
        self.span = span
        self.endReason = endReason
        self.cameFromUnemploymentBenefit = cameFromUnemploymentBenefit
    }
}

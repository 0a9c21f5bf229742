/// What came of sending a batch.
public struct SendReport: Sendable, Hashable {
    /// Handed over and marked.
    public var sent = 0
    /// Failed, to be tried again.
    public var retried = 0
    /// Set aside for good: refused, unreadable, or out of attempts.
    public var dead = 0
    /// Given back unused, because the time of the lease was up; sendable again at once.
    public var released = 0
    /// Given back unused, because the channel takes nothing at all now; they wait a while.
    public var held = 0
    /// Dealt with, but the lease had gone to another sender, who offers the same notice under the same key.
    public var overtaken = 0

    /// Nothing was done.
    public init() {}

    /// Whether no row was taken at all: nothing is sendable now.
    public var isEmpty: Bool { self == SendReport() }

    /// How many rows were taken.
    public var total: Int { sent + retried + dead + released + held + overtaken }

    /// Two reports as one.
    public static func + (left: SendReport, right: SendReport) -> SendReport {
        var sum = left
        sum.sent += right.sent
        sum.retried += right.retried
        sum.dead += right.dead
        sum.released += right.released
        sum.held += right.held
        sum.overtaken += right.overtaken
        return sum
    }
}

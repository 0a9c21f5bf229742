/// Verifies a chain link by link, with no more memory than one link takes.
///
/// ```swift
/// var chain = AuditChain(anchor: anchor)
/// for link in links { chain.append(link) }
/// let report = chain.finish(head: head, unlinked: 0)
/// ```
///
/// After a fault it goes on from what the database has, so that every single tampered entry is named and an honest
/// entry behind a forged one is not blamed.
public struct AuditChain: Sendable {
    /// The most faults that are kept for showing; the rest is counted.
    public static let shownFaults = 100

    private let anchor: AuditAnchor?
    private var previous: AuditAnchor?
    private var count: Int64 = 0
    private var faults: [AuditFault] = []
    private var faultCount = 0
    private var hasPassedAnchor = false

    /// Begins before the first link.
    ///
    /// - Parameter anchor: An end of this chain that was written down earlier.
    public init(anchor: AuditAnchor? = nil) {
        self.anchor = anchor
    }

    /// Takes the next link, in the order of the numbers.
    public mutating func append(_ link: AuditLink) {
        count += 1
        let expected = (previous?.seq ?? 0) + 1
        if link.seq > expected { note(.removed(from: expected, through: link.seq - 1)) }
        if let anchor, link.seq == anchor.seq {
            hasPassedAnchor = true
            if link.hash != anchor.hash { note(.anchorDiffers(seq: link.seq)) }
        }
        check(link, followsGap: link.seq != expected)
        previous = AuditAnchor(seq: link.seq, hash: link.hash)
    }

    private mutating func check(_ link: AuditLink, followsGap: Bool) {
        guard let entry = link.entry else { return note(.entryRemoved(seq: link.seq)) }
        let digest = entry.digest
        guard digest == link.digest else { return note(.edited(seq: link.seq)) }
        // Behind a gap the hash before it is unknown, so there is nothing to compare with.
        guard !followsGap else { return }
        let wanted = AuditLink.hash(after: previous?.hash ?? .zero, seq: link.seq, digest: digest)
        if wanted != link.hash { note(.outOfPlace(seq: link.seq)) }
    }

    /// Ends the verification.
    ///
    /// - Parameters:
    ///   - head: The recorded end of the chain.
    ///   - unlinked: How many entries are in no link.
    public func finish(head: AuditAnchor?, unlinked: Int64) -> AuditReport {
        var end = self
        if head != previous { end.note(.headDiffers(recorded: head?.seq ?? 0, found: previous?.seq ?? 0)) }
        if unlinked > 0 { end.note(.unlinked(count: unlinked)) }
        if let anchor, !hasPassedAnchor { end.note(.anchorMissing(seq: anchor.seq)) }
        return AuditReport(count: count, head: previous, faults: end.faults, faultCount: end.faultCount)
    }

    private mutating func note(_ fault: AuditFault) {
        faultCount += 1
        if faults.count < Self.shownFaults { faults.append(fault) }
    }
}

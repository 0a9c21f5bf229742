import Foundation
import Tenancy
import Testing

@Suite("The audit's chain")
struct AuditChainTests {
    private static func entry(_ number: Int, payload: String = "{}") -> AuditEntry {
        AuditEntry(
            tenant: TenantID(rawValue: 183),
            id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(number))),
            microsecondsSince1970: 1_700_000_000_000_000 + Int64(number), actor: "op_anna", operation: "INSERT",
            relation: "citizen", reason: nil, rowCount: 1, payload: payload)
    }

    private static func chain(_ length: Int) -> [AuditLink] {
        var links: [AuditLink] = []
        for number in 1...length {
            let entry = entry(number)
            let hash = AuditLink.hash(after: links.last?.hash ?? .zero, seq: Int64(number), digest: entry.digest)
            links.append(AuditLink(seq: Int64(number), hash: hash, entry: entry, digest: entry.digest))
        }
        return links
    }

    private static func report(
        _ links: [AuditLink], head: AuditAnchor?, unlinked: Int64 = 0, anchor: AuditAnchor? = nil
    ) -> AuditReport {
        var chain = AuditChain(anchor: anchor)
        for link in links { chain.append(link) }
        return chain.finish(head: head, unlinked: unlinked)
    }

    private static func anchor(_ link: AuditLink) -> AuditAnchor { AuditAnchor(seq: link.seq, hash: link.hash) }

    private let links = AuditChainTests.chain(9)
    private var head: AuditAnchor { Self.anchor(links[8]) }

    @Test("An untouched chain is sound, with its end as the next anchor")
    func sound() {
        let report = Self.report(links, head: head, anchor: Self.anchor(links[4]))
        #expect(report.isSound)
        #expect(report.count == 9)
        #expect(report.head == head)
    }

    @Test("No entry at all is sound")
    func empty() {
        #expect(Self.report([], head: nil).isSound)
        #expect(Self.report([], head: head).faults == [.headDiffers(recorded: 9, found: 0)])
    }

    @Test("An edited entry is named, and the honest ones behind it are not")
    func edited() {
        var tampered = links
        tampered[3] = AuditLink(
            seq: 4, hash: links[3].hash, entry: Self.entry(4, payload: "{\"x\":1}"), digest: links[3].digest)
        #expect(Self.report(tampered, head: head).faults == [.edited(seq: 4)])
    }

    @Test("An entry edited together with its hash is out of place")
    func editedWithDigest() {
        var tampered = links
        let forged = Self.entry(4, payload: "forged")
        tampered[3] = AuditLink(seq: 4, hash: links[3].hash, entry: forged, digest: forged.digest)
        #expect(Self.report(tampered, head: head).faults == [.outOfPlace(seq: 4)])
    }

    @Test("Removed links leave a gap, at the front too")
    func removed() {
        var middle = links
        middle.removeSubrange(3...4)
        #expect(Self.report(middle, head: head).faults == [.removed(from: 4, through: 5)])
        #expect(Self.report(Array(links.dropFirst()), head: head).faults == [.removed(from: 1, through: 1)])
    }

    @Test("A removed entry is named though its link stands")
    func entryRemoved() {
        var tampered = links
        tampered[6] = AuditLink(seq: 7, hash: links[6].hash, entry: nil, digest: nil)
        #expect(Self.report(tampered, head: head).faults == [.entryRemoved(seq: 7)])
    }

    @Test("Two entries in each other's places are both named")
    func reordered() {
        var tampered = links
        tampered[2] = AuditLink(seq: 3, hash: links[2].hash, entry: links[5].entry, digest: links[5].digest)
        tampered[5] = AuditLink(seq: 6, hash: links[5].hash, entry: links[2].entry, digest: links[2].digest)
        #expect(Self.report(tampered, head: head).faults == [.outOfPlace(seq: 3), .outOfPlace(seq: 6)])
    }

    @Test("A cut end is found by the head, and by an anchor even when the head was forged too")
    func cut() {
        let short = Array(links.dropLast(2))
        #expect(Self.report(short, head: head).faults == [.headDiffers(recorded: 9, found: 7)])
        let forged = Self.anchor(links[6])
        #expect(Self.report(short, head: forged).isSound)
        #expect(Self.report(short, head: forged, anchor: head).faults == [.anchorMissing(seq: 9)])
    }

    @Test("A chain that was rewritten from some entry on is found by an anchor only")
    func rewritten() {
        var forged = Array(links.prefix(3))
        for number in 4...9 {
            let entry = Self.entry(number, payload: "forged")
            let hash = AuditLink.hash(after: forged.last?.hash ?? .zero, seq: Int64(number), digest: entry.digest)
            forged.append(AuditLink(seq: Int64(number), hash: hash, entry: entry, digest: entry.digest))
        }
        let end = Self.anchor(forged[8])
        #expect(Self.report(forged, head: end).isSound)
        #expect(Self.report(forged, head: end, anchor: Self.anchor(links[4])).faults == [.anchorDiffers(seq: 5)])
        #expect(Self.report(forged, head: end, anchor: Self.anchor(links[2])).isSound)
    }

    @Test("Entries in no link are counted")
    func unlinked() {
        #expect(Self.report(links, head: head, unlinked: 2).faults == [.unlinked(count: 2)])
    }

    @Test("Every field of an entry counts", arguments: 0..<8)
    func fields(field: Int) {
        let one = Self.entry(1)
        let other = AuditEntry(
            tenant: TenantID(rawValue: field == 0 ? 184 : 183), id: field == 1 ? UUID() : one.id,
            microsecondsSince1970: one.microsecondsSince1970 + (field == 2 ? 1 : 0),
            actor: field == 3 ? "op_bo" : "op_anna",
            operation: field == 4 ? "DELETE" : "INSERT", relation: field == 5 ? "pool" : "citizen",
            reason: field == 6 ? "x" : nil, rowCount: field == 7 ? 2 : 1, payload: "{}")
        #expect(one.digest != other.digest)
        #expect(one.digest == Self.entry(1).digest)
    }

    @Test("Anchors are read as they are printed, and nothing else is one")
    func anchors() throws {
        #expect(try AuditAnchor(parsing: head.description) == head)
        for text in [
            "", "9", "9:", "9:abc", "0:\(links[0].hash)", "-1:\(links[0].hash)", "9:\(links[0].hash)0",
            "x:\(links[0].hash)",
        ] {
            #expect(throws: Refusal.self) { try AuditAnchor(parsing: text) }
        }
    }
}

/// One place where a chain does not hold.
public enum AuditFault: Hashable, Sendable, CustomStringConvertible {
    /// The entry's fields are not those its hash was taken of.
    case edited(seq: Int64)
    /// The links with these numbers are gone.
    case removed(from: Int64, through: Int64)
    /// The link stands, and the entry it holds is gone.
    case entryRemoved(seq: Int64)
    /// The link does not follow from the one before it: an entry in another's place, or edited together with its own
    /// hash.
    case outOfPlace(seq: Int64)
    /// The chain ends at another link than its recorded head; links were cut off or the head was changed.
    case headDiffers(recorded: Int64, found: Int64)
    /// So many entries are in no link.
    case unlinked(count: Int64)
    /// The chain has no link of the anchor's number; it was cut off before that.
    case anchorMissing(seq: Int64)
    /// The link of the anchor's number has another hash; something up to there was rewritten.
    case anchorDiffers(seq: Int64)

    /// What is wrong, in one line.
    public var description: String {
        switch self {
        case .edited(let seq): "entry \(seq) was edited"
        case .removed(let from, let through) where from == through: "entry \(from) was removed"
        case .removed(let from, let through): "entries \(from) to \(through) were removed"
        case .entryRemoved(let seq): "what entry \(seq) said was removed"
        case .outOfPlace(let seq): "entry \(seq) is not what stood there: reordered, or edited together with its hash"
        case .headDiffers(let recorded, let found): "the chain ends at \(found), and its head says \(recorded)"
        case .unlinked(let count): "\(count) entries are in no link"
        case .anchorMissing(let seq): "the anchor's entry \(seq) is gone: the end was cut off"
        case .anchorDiffers(let seq): "entry \(seq) has another hash than the anchor: something before it was rewritten"
        }
    }
}

/// What a verification found.
public struct AuditReport: Hashable, Sendable {
    /// How many links were read.
    public let count: Int64
    /// The end of the chain; `nil` if nothing was ever recorded. Written down elsewhere, it is the next anchor.
    public let head: AuditAnchor?
    /// The first faults, in the order of the chain; empty if all is well.
    public let faults: [AuditFault]
    /// How many faults there are, shown or not.
    public let faultCount: Int

    /// Whether the chain holds.
    public var isSound: Bool { faultCount == 0 }
}

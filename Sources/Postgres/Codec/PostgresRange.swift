/// A range of PostgreSQL: empty, or from a lower to an upper bound, each of which may be missing.
///
/// The server turns ranges over days and whole numbers into the form `[from, to)`; a missing bound means "without end".
public enum PostgresRange<Bound: PostgresRangeBound>: Hashable, Sendable {
    /// The range that holds nothing.
    case empty
    /// Everything between the bounds; `nil` is unbounded.
    case bounds(lower: Bound?, upper: Bound?, includesLower: Bool = true, includesUpper: Bool = false)

    /// Makes the half-open range `[lower, upper)`; `nil` is unbounded.
    public init(from lower: Bound?, to upper: Bound?) {
        self = .bounds(lower: lower, upper: upper)
    }

    /// Whether the range holds nothing.
    public var isEmpty: Bool { self == .empty }
}

public import Municipal

/// A cost that was booked on a project.
public struct GrantPosting: Sendable, Hashable {
    /// The day the cost falls on.
    public let costOn: Day
    /// The amount; a credit is negative.
    public let amount: Money
    /// Whether the municipality pays it as its own share (*medfinansiering*), which is no use of the grant.
    public let isCoFinancing: Bool

    /// A posting.
    public init(costOn: Day, amount: Money, isCoFinancing: Bool = false) {
        self.costOn = costOn
        self.amount = amount
        self.isCoFinancing = isCoFinancing
    }
}

/// Why a posting is no use of the grant.
public enum PostingRefusal: String, Sendable, Hashable, CaseIterable, Codable {
    /// The cost falls before the project.
    case beforePeriod = "before_period"
    /// The cost falls after the project.
    case afterPeriod = "after_period"
    /// The municipality's own share.
    case coFinancing = "co_financing"
}

/// What has become of a grant, from its postings in any order.
public struct GrantUse: Sendable, Hashable {
    /// The grant.
    public let grant: Grant
    /// Eligible costs.
    public private(set) var spent = Money.zero
    /// Costs that are no use of the grant, by the reason.
    public private(set) var refused: [PostingRefusal: Money] = [:]
    /// Wages and the like that are agreed and not yet booked, within the period.
    public var committed: Money

    /// Nothing spent yet.
    public init(_ grant: Grant, committed: Money = .zero) {
        self.grant = grant
        self.committed = committed
    }

    /// Why a posting is no use of the grant, or `nil` if it is.
    public func refusal(_ posting: GrantPosting) -> PostingRefusal? {
        if posting.isCoFinancing { return .coFinancing }
        if posting.costOn < grant.from { return .beforePeriod }
        return posting.costOn > grant.through ? .afterPeriod : nil
    }

    /// Adds a posting.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public mutating func add(_ posting: GrantPosting) throws(OverflowError) {
        if let reason = refusal(posting) {
            refused[reason] = try (refused[reason] ?? .zero) + posting.amount
        } else {
            spent = try spent + posting.amount
        }
    }

    /// What is neither spent nor committed; negative when the grant is overdrawn.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func free() throws(OverflowError) -> Money { try grant.total - spent - committed }

    /// What was spent for each of the enrolled, or `nil` if there are none.
    public func perHead(enrolled: Int) -> Money? { try? spent.share(1, of: enrolled) }

    /// What has to be paid back of what was received: all beyond what is both earned and spent.
    ///
    /// With 1,500,000 kr received, 60 enrolled and 850,000 kr spent it is 650,000 kr; had 950,000 kr been spent it would be
    /// 600,000 kr, as only 900,000 kr were earned. Before the end of the period it is what would have to be paid back if
    /// nothing more happened. That unspent money goes back is general practice of state grants; the grant's own terms
    /// decide.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func repayment(received: Money, enrolled: Int) throws(OverflowError) -> Money {
        let kept = max(.zero, min(spent, try grant.earned(enrolled: enrolled)))
        return max(.zero, try received - kept)
    }
}

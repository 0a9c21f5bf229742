import Municipal

/// How a citizen supported himself in a week (*helt eller delvist selvforsørgende*).
///
/// Source: the press article on IMPACT60, which pays one amount for a citizen wholly self-supporting and another for one
/// who is so in part, by a flex job or a small job. Which of them an education is, the municipality's agreement decides.
public enum WeekStatus: String, Sendable, Hashable, CaseIterable, Codable {
    /// Wholly self-supporting: no public support.
    case full
    /// Self-supporting in part.
    case partial
    /// Not self-supporting.
    case notSupported = "none"
    /// Nobody can say yet; it never pays.
    case unknown

    /// Reads the word in the column `status` of a file: `full`, `partial`, `none` or `unknown`.
    ///
    /// - Throws: ``EvidenceRefusal`` that names the four words.
    public init(word: String) throws(EvidenceRefusal) {
        let trimmed = String(word.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        guard let status = WeekStatus(rawValue: trimmed.lowercased()) else {
            throw EvidenceRefusal(
                .notAStatus, "\(Redaction.quoted(word)) is not a status: write full, partial, none or unknown")
        }
        self = status
    }

    /// Whether the citizen supported himself, wholly or in part.
    public var isSelfSupport: Bool { self == .full || self == .partial }
}

/// Weeks by what is said of them; no week has two statuses.
public struct WeeksByStatus: Sendable, Hashable {
    /// Weeks wholly self-supported.
    public private(set) var full: WeekSet
    /// Weeks self-supported in part.
    public private(set) var partial: WeekSet
    /// Weeks known to be without self-support.
    public private(set) var notSupported: WeekSet
    /// Weeks about which somebody said that nobody knows.
    public private(set) var unknown: WeekSet

    /// The weeks with each status. A week given twice counts as the lowest that is known of it: none, partial, full.
    public init(
        full: WeekSet = WeekSet(), partial: WeekSet = WeekSet(), notSupported: WeekSet = WeekSet(),
        unknown: WeekSet = WeekSet()
    ) {
        self.notSupported = notSupported
        self.partial = partial.subtracting(notSupported)
        self.full = full.subtracting(partial).subtracting(notSupported)
        self.unknown = unknown.subtracting(full).subtracting(partial).subtracting(notSupported)
    }

    /// The weeks with the status.
    public subscript(status: WeekStatus) -> WeekSet {
        switch status {
        case .full: full
        case .partial: partial
        case .notSupported: notSupported
        case .unknown: unknown
        }
    }

    /// Weeks in which the citizen supported himself, wholly or in part.
    public var selfSupported: WeekSet { full.union(partial) }

    /// All weeks about which anything is said.
    public var said: WeekSet { full.union(partial).union(notSupported).union(unknown) }

    /// What is said of the week, or `nil` if nothing is.
    public func status(of week: Int) -> WeekStatus? {
        WeekStatus.allCases.first { self[$0].contains(week) }
    }

    /// Says this of the week instead of what was said before.
    public mutating func set(_ status: WeekStatus, for week: Int) {
        full.remove(week)
        partial.remove(week)
        notSupported.remove(week)
        unknown.remove(week)
        switch status {
        case .full: full.insert(week)
        case .partial: partial.insert(week)
        case .notSupported: notSupported.insert(week)
        case .unknown: unknown.insert(week)
        }
    }

    /// What is said of weeks that are not among these.
    public func subtracting(_ weeks: WeekSet) -> WeeksByStatus {
        WeeksByStatus(
            full: full.subtracting(weeks), partial: partial.subtracting(weeks),
            notSupported: notSupported.subtracting(weeks), unknown: unknown.subtracting(weeks))
    }
}

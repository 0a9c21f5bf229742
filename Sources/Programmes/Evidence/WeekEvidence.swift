/// What one source said about one referral's weeks in one import.
public struct WeekStatement: Sendable, Hashable {
    /// The number of the import among all facts of the municipality; a higher one was recorded later.
    public let fact: Int64
    /// Who said it, as the files name them.
    public let source: String
    /// What was said.
    public let weeks: WeeksByStatus

    /// A statement.
    public init(fact: Int64, source: String, weeks: WeeksByStatus) {
        self.fact = fact
        self.source = source
        self.weeks = weeks
    }
}

/// What a week counts as when sources disagree about it.
///
/// Source: the open question of IMPACT60's terms about a week that is both; the municipality chooses, and the lower is
/// the careful choice.
public enum MixedWeekRule: String, Sendable, Hashable, CaseIterable, Codable {
    /// The lowest that any source knows: none, then partial, then full.
    case lower
    /// The highest that any source knows.
    case higher
    /// What was recorded last by any source that knows; of two in one import the lower.
    case latest
}

/// Everything that was ever said about one referral's weeks.
///
/// Nothing in it is edited: what holds about a week is, for each source, what that source said last. `unknown` gives way
/// to whatever another source knows.
public struct WeekEvidence: Sendable, Hashable {
    /// The statements, oldest first, those of one import in the order of their sources' names.
    public let statements: [WeekStatement]

    /// The evidence that consists of these statements, in any order.
    public init(_ statements: [WeekStatement] = []) {
        self.statements = statements.sorted { ($0.fact, $0.source) < ($1.fact, $1.source) }
    }

    /// What holds for one source.
    public func holding(of source: String) -> WeeksByStatus {
        WeekEvidence(statements.filter { $0.source == source }).holding(.lower)
    }

    /// What holds, with weeks about which the sources disagree settled by the rule.
    public func holding(_ rule: MixedWeekRule) -> WeeksByStatus {
        // One statement is the rule rather than the exception, and needs no sorting out.
        if statements.count <= 1 { return statements.first?.weeks ?? WeeksByStatus() }
        let imports = standing(rule)
        switch rule {
        case .lower:
            return imports.reduce(WeeksByStatus()) { $0.joined(with: $1, preferring: .lower) }
        case .higher:
            return imports.reduce(WeeksByStatus()) { $0.joined(with: $1, preferring: .higher) }
        case .latest:
            return imports.reduce(WeeksByStatus()) { newer, older in
                let known = newer.selfSupported.union(newer.notSupported)
                return newer.joined(with: older.subtracting(known), preferring: .lower)
            }
        }
    }

    /// For each import, newest first, what its sources have not said otherwise since.
    private func standing(_ rule: MixedWeekRule) -> [WeeksByStatus] {
        var spoken: [String: WeekSet] = [:]
        var imports: [(fact: Int64, weeks: WeeksByStatus)] = []
        for statement in statements.reversed() {
            let later = spoken[statement.source] ?? WeekSet()
            let weeks = statement.weeks.subtracting(later)
            spoken[statement.source] = later.union(statement.weeks.said)
            if let last = imports.last, last.fact == statement.fact {
                imports[imports.count - 1].weeks = last.weeks.joined(with: weeks, preferring: rule)
            } else {
                imports.append((statement.fact, weeks))
            }
        }
        return imports.map(\.weeks)
    }
}

extension WeeksByStatus {
    /// Both together, where a week with two statuses takes the lower or the higher and unknown gives way to either.
    fileprivate func joined(with other: WeeksByStatus, preferring rule: MixedWeekRule) -> WeeksByStatus {
        var full = full.union(other.full)
        var partial = partial.union(other.partial)
        var notSupported = notSupported.union(other.notSupported)
        if rule == .higher {
            partial = partial.subtracting(full)
            notSupported = notSupported.subtracting(full).subtracting(partial)
        } else {
            partial = partial.subtracting(notSupported)
            full = full.subtracting(partial).subtracting(notSupported)
        }
        return WeeksByStatus(
            full: full, partial: partial, notSupported: notSupported, unknown: unknown.union(other.unknown))
    }
}

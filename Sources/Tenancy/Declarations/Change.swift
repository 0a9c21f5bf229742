/// One thing that a command changed or would change, for the person who asked for it.
public struct Change: Hashable, Sendable, Encodable, CustomStringConvertible {
    /// What changes: `decision flow-2025 title`.
    public let what: String
    /// What it was; `nil` if it was not there.
    public let before: String?
    /// What it becomes; `nil` if it goes.
    public let after: String?

    /// Notes a change.
    public init(_ what: String, from before: String?, to after: String?) {
        self.what = what
        self.before = before
        self.after = after
    }

    /// One line: `+` for what comes, `-` for what goes, `~` for what changes.
    public var description: String {
        switch (before, after) {
        case (nil, let after?): "+ \(what): \(after)"
        case (let before?, nil): "- \(what): \(before)"
        case (let before?, let after?): "~ \(what): \(before) → \(after)"
        case (nil, nil): "~ \(what)"
        }
    }
}

/// What applying a declaration changed, and what it left alone for a reason worth knowing.
public struct ApplyOutcome: Hashable, Sendable, Encodable {
    /// What changed, in the order of the file.
    public var changes: [Change]
    /// What the file says otherwise than the database and does not decide.
    public var notes: [String]

    /// Makes an outcome.
    public init(changes: [Change] = [], notes: [String] = []) {
        self.changes = changes
        self.notes = notes
    }

    /// Adds another part's outcome.
    public mutating func append(_ other: ApplyOutcome) {
        changes += other.changes
        notes += other.notes
    }

    /// Notes a change where there is one.
    public mutating func compare(_ what: String, _ before: String?, _ after: String?) {
        if before != after { changes.append(Change(what, from: before, to: after)) }
    }
}

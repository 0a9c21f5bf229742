import Yams

/// One mapping of a file while it is read. It remembers which keys were asked for, and reports the others.
///
/// A class, because every question changes what it remembers; it lives only while its mapping is read.
public final class DeclaredMapping {
    /// Where the mapping begins.
    public let place: DeclarationPlace
    /// The keys in the order of the file.
    public let keys: [String]

    private let what: String
    private let findings: Findings
    private let entries: [String: (key: Node, value: Node)]
    private var asked: [String] = []
    private var missing: [String] = []

    /// Notes what a mapping holds; `nil`, with a report, if the node is something else.
    init?(_ what: String, _ node: Node, _ findings: Findings) {
        guard case .mapping(let mapping) = node else {
            findings.report("\(what) is needed here (a mapping), and this is \(node.kindName)", at: node)
            return nil
        }
        var keys: [String] = []
        var entries: [String: (key: Node, value: Node)] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key, !scalar.string.isEmpty else {
                findings.report("a key must be a word, and this is \(key.kindName)", at: key)
                continue
            }
            guard scalar.string != "<<" else {
                findings.report("merge keys (<<) are not used in these files; write the values out", at: key)
                continue
            }
            let name = scalar.string.normalised
            // The parser compares the characters too, but not those of a key in quotes with another's.
            if let first = entries[name]?.key {
                findings.report(.twice(name, first: first.place(in: findings.file), at: key.place(in: findings.file)))
                continue
            }
            entries[name] = (key, value)
            keys.append(name)
        }
        self.what = what
        self.findings = findings
        self.place = node.place(in: findings.file)
        self.keys = keys
        self.entries = entries
    }

    /// Reads a key that must be there.
    public func required<Value: Sendable>(_ key: String, _ kind: DeclarationKind<Value>) -> Declared<Value> {
        asked.append(key)
        guard let node = entries[key]?.value else {
            missing.append(key)
            return Declared(place: place, value: nil)
        }
        return Declared(place: node.place(in: findings.file), value: kind.read(node, findings))
    }

    /// Reads a key that may be left out. A key without a value is a mistake all the same.
    public func optional<Value: Sendable>(_ key: String, _ kind: DeclarationKind<Value>) -> Declared<Value?> {
        asked.append(key)
        guard let node = entries[key]?.value else { return Declared(place: place, value: .some(nil)) }
        return Declared(place: node.place(in: findings.file), value: kind.read(node, findings).map { .some($0) })
    }

    /// Reads a key that has a value also when it is left out.
    public func optional<Value: Sendable>(
        _ key: String, _ kind: DeclarationKind<Value>, default: Value
    ) -> Declared<Value> {
        let read: Declared<Value?> = optional(key, kind)
        return Declared(place: read.place, value: read.value.map { $0 ?? `default` })
    }

    /// An error at the value of a key, for the second step to throw; at the mapping, if the key is not there.
    ///
    /// ```swift
    /// guard limit > 0 else { throw pool.error(at: "coverage-limit", "a limit is at least one month") }
    /// ```
    public func error(at key: String, _ message: String) -> DeclarationError {
        DeclarationError(at: entries[key]?.value.place(in: findings.file) ?? place, message)
    }

    /// An error about the mapping as a whole, for the second step to throw.
    public func error(_ message: String) -> DeclarationError {
        DeclarationError(at: place, message)
    }

    /// Reports keys nobody asked for and keys that are not there; a misspelt one is reported once, where it stands.
    func reportLeftovers() {
        let known = Set(asked)
        let absent = asked.filter { entries[$0] == nil }
        for name in keys where !known.contains(name) {
            guard let key = entries[name]?.key else { continue }
            var message = "unknown key \(name.quoted) in \(what)"
            if let meant = closestMatch(to: name, among: absent) {
                message += "; did you mean '\(meant)'?"
                missing.removeAll { $0 == meant }
            } else if !asked.isEmpty {
                message += "; it has " + known.sorted().joined(separator: ", ")
            }
            findings.report(message, at: key)
        }
        for name in missing {
            findings.report(DeclarationError(at: place, "\(what) needs the key '\(name)', and it is not here"))
        }
    }
}

import Yams

/// How a part of a file becomes a value: the whole grammar of a declarative file is put together from these.
///
/// ```swift
/// let pool = DeclarationKind<Pool>.mapping("a pool") { pool in
///     let name = pool.required("name", .text)
///     let capacity = pool.required("capacity", .integer(in: 1...500))
///     let reasons = pool.optional("extension-reasons", .list(of: .text), default: [])
///     return { try Pool(name: name.get(), capacity: capacity.get(), reasons: reasons.get()) }
/// }
/// ```
public struct DeclarationKind<Value: Sendable>: Sendable {
    /// Turns a node into a value, or reports why not.
    let read: @Sendable (Node, Findings) -> Value?

    init(_ read: @escaping @Sendable (Node, Findings) -> Value?) {
        self.read = read
    }
}

extension Node {
    func place(in file: String) -> DeclarationPlace {
        DeclarationPlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    /// What it is, in the words of an error message.
    var kindName: String {
        switch self {
        case .scalar(let scalar): scalar.isMissing ? "nothing" : "a single value"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

extension Node.Scalar {
    /// Whether it was written without quotes.
    var isPlain: Bool { style == .plain || style == .any }

    /// Whether nothing was given: an empty value, `~` or `null`.
    var isMissing: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(string) }
}

extension Findings {
    func report(_ message: String, at node: Node) {
        report(DeclarationError(at: node.place(in: file), message))
    }

    /// The text of a single value, normalised to NFC so that two spellings of `Ishøj` are the same name.
    func text(of node: Node, needs what: String) -> (text: String, isPlain: Bool)? {
        guard case .scalar(let scalar) = node else {
            report("\(what) is needed here, and this is \(node.kindName)", at: node)
            return nil
        }
        guard !scalar.isMissing else {
            report("\(what) is needed here, and nothing is given; give it, or leave the key out", at: node)
            return nil
        }
        let text = scalar.string.normalised
        // An escape such as "\0" gets here past the check of the file's own characters.
        guard !text.unicodeScalars.contains(where: \.isForbidden) else {
            report("this value has a control character in it", at: node)
            return nil
        }
        return (text, scalar.isPlain)
    }
}

extension Unicode.Scalar {
    fileprivate var isForbidden: Bool {
        properties.generalCategory == .control && self != "\n" && self != "\t"
    }
}

import Municipal

/// An end of a chain as somebody wrote it down: kept outside the database, it proves later that nothing before it was
/// changed or cut off, even by someone who can rewrite the whole chain.
public struct AuditAnchor: Hashable, Sendable, Encodable, CustomStringConvertible {
    /// The number of the link.
    public let seq: Int64
    /// The link's hash.
    public let hash: AuditHash

    /// Names a link.
    public init(seq: Int64, hash: AuditHash) {
        self.seq = seq
        self.hash = hash
    }

    /// Reads an anchor as it is printed.
    ///
    /// - Throws: ``Refusal`` for anything but `SEQ:HASH`.
    public init(parsing text: String) throws(Refusal) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int64(parts[0]), seq > 0, let hash = AuditHash(hexadecimal: String(parts[1]))
        else {
            throw Refusal(
                .usage, "\(Redaction.quoted(text)) is not an anchor",
                advice: "An anchor is a number, a colon and 64 hexadecimal digits, as `sluse audit verify` prints it.")
        }
        self.init(seq: seq, hash: hash)
    }

    /// `SEQ:HASH`.
    public var description: String { "\(seq):\(hash)" }
}

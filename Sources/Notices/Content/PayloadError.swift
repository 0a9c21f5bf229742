/// A payload from which no notice can be made.
///
/// It concerns one row of the outbox: that row is set aside, the others are sent. Its description names the key and
/// never the value.
public enum PayloadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The payload is not a JSON object.
    case notAnObject
    /// The key is needed for this kind of notice and is not there.
    case missing(String)
    /// The key is there, and its value is not what it should be.
    case unreadable(String)

    /// One line for a person.
    public var description: String {
        switch self {
        case .notAnObject: "the payload is not a JSON object"
        case .missing(let key): "the payload lacks the key \"\(key)\""
        case .unreadable(let key): "the payload's key \"\(key)\" holds no value that can be read"
        }
    }
}

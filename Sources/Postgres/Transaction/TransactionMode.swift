/// What a transaction may do.
public enum TransactionMode: Sendable, Hashable {
    /// Read and change.
    case readWrite
    /// Read only; the server refuses changes.
    case readOnly
    /// Read only, and with ``IsolationLevel/serializable`` wait for a moment from which no conflict can come.
    case readOnlyDeferrable

    var sql: String {
        switch self {
        case .readWrite: "READ WRITE"
        case .readOnly: "READ ONLY"
        case .readOnlyDeferrable: "READ ONLY DEFERRABLE"
        }
    }
}

/// How far a transaction is kept apart from others at the same time.
///
/// Source: PostgreSQL 15, chapter 13.2 "Transaction Isolation".
public enum IsolationLevel: Sendable, Hashable {
    /// Each statement sees what was committed before it.
    case readCommitted
    /// Every statement sees what was committed before the first.
    case repeatableRead
    /// As if transactions ran one after the other; conflicts end with 40001 and the body runs again.
    case serializable

    var sql: String {
        switch self {
        case .readCommitted: "READ COMMITTED"
        case .repeatableRead: "REPEATABLE READ"
        case .serializable: "SERIALIZABLE"
        }
    }
}

/// A server setting that holds for one transaction and is gone with it: `set_config(name, value, true)`.
///
/// It is sent with `BEGIN`, so it costs no round trip and can't leak to whoever has the connection next.
public struct LocalSetting: Sendable {
    /// The setting's name, such as `sluse.tenant`.
    public let name: StaticString
    /// Its value; it is sent as a parameter.
    public let value: String

    /// Makes a setting.
    public init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }
}

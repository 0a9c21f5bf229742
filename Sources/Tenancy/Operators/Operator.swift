/// Someone who may log in.
public struct Operator: Hashable, Sendable, Encodable {
    /// The login, such as `op_anna`; `sluse_daemon` for the daemon.
    public let login: String
    /// What the person is called or does.
    public let title: String
    /// The login that registered this one.
    public let createdBy: String

    /// Describes an operator.
    public init(login: String, title: String, createdBy: String) {
        self.login = login
        self.title = title
        self.createdBy = createdBy
    }

    /// Whether a name can be an operator's login: `op_` and up to 50 small letters, digits and underscores.
    public static func isLogin(_ name: String) -> Bool {
        let rest = name.utf8.dropFirst(3)
        return name.hasPrefix("op_") && (1...50).contains(rest.count)
            && rest.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}

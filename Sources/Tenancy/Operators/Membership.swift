public import Municipal

/// A login's role in a municipality for a period.
public struct Membership: Hashable, Sendable {
    /// The municipality.
    public let tenant: TenantID
    /// The login.
    public let login: String
    /// What it may do there.
    public let role: Role
    /// The first day; `nil` from the beginning.
    public let from: Day?
    /// The day after the last; `nil` without an end.
    public let to: Day?
    /// The login that granted it.
    public let grantedBy: String

    /// Describes a membership.
    public init(tenant: TenantID, login: String, role: Role, from: Day?, to: Day?, grantedBy: String) {
        self.tenant = tenant
        self.login = login
        self.role = role
        self.from = from
        self.to = to
        self.grantedBy = grantedBy
    }

    /// The last day, for people.
    public var through: Day? { to.map { $0 - 1 } }

    /// Whether it is in force on a day.
    public func isValid(on day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day < $0 } ?? true)
    }
}

extension Membership: Encodable {
    private enum CodingKeys: String, CodingKey {
        case municipality, login, role, from, through, grantedBy
    }

    /// Writes the period with its last day, as people say it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(tenant, forKey: .municipality)
        try container.encode(login, forKey: .login)
        try container.encode(role, forKey: .role)
        try container.encode(from, forKey: .from)
        try container.encode(through, forKey: .through)
        try container.encode(grantedBy, forKey: .grantedBy)
    }
}

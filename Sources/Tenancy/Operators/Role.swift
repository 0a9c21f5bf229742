public import Postgres

/// What a membership lets a login do in a municipality.
public enum Role: String, CaseIterable, Hashable, Sendable, Encodable, PostgresCodable {
    /// Sees, changes nothing.
    case reader
    /// Handles citizens, the waiting list, offers and coverages.
    case caseworker
    /// Also configures pools and records decisions.
    case poolAdministrator = "pool_administrator"
    /// Gives leave for what exceeds a budget.
    case controller
    /// Sees and verifies the audit.
    case auditor
    /// May do all of this, and grants memberships.
    case municipalityAdministrator = "municipality_administrator"
    /// What `slused` is.
    case daemon

    /// The roles that can be granted to a person.
    public static let forPeople: [Role] = allCases.filter { $0 != .daemon }

    /// Reads a role as it is typed: `pool-administrator` and `pool_administrator` are the same.
    public init?(words: String) {
        self.init(rawValue: String(words.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }))
    }
}

public import Municipal
public import Postgres

/// Letting people in, giving them roles, and taking them away again.
public enum OperatorAdministration {
    /// Makes a login in the cluster and registers it as an operator. Asked again, it changes nothing.
    ///
    /// - Parameters:
    ///   - login: `op_…`; see ``Operator/isLogin(_:)``.
    ///   - title: What the person is called or does.
    ///   - tx: A transaction of a superuser of PostgreSQL (`DatabaseLogin.Principal.superuser`), because only one may
    ///     make roles.
    /// - Returns: What changed.
    /// - Throws: ``Refusal``.
    public static func create(_ login: String, title: String, _ tx: inout Transaction) throws -> [Change] {
        guard Operator.isLogin(login) else {
            throw Refusal(
                .usage, "\(Redaction.quoted(login)) can't be an operator's login",
                advice: "Use op_ and up to 50 small letters, digits and underscores, such as op_anna.")
        }
        var changes: [Change] = []
        if let known = try LoginRepository.find(login, &tx) {
            guard !known.isPowerful else {
                throw Refusal(
                    .notAllowed, "\(login) has powers in PostgreSQL that no operator may have",
                    advice: "Choose another login, or take SUPERUSER, BYPASSRLS, CREATEROLE and REPLICATION from it.")
            }
            if !known.isOperator {
                try requireSuperuser(login, &tx)
                try LoginRepository.admit(login, &tx)
                changes.append(Change("login \(login)", from: nil, to: "admitted"))
            }
        } else {
            try requireSuperuser(login, &tx)
            try LoginRepository.create(login, &tx)
            changes.append(Change("login \(login)", from: nil, to: "created"))
        }
        if try !OperatorRepository.isRegistered(login, &tx) {
            try OperatorRepository.register(login, title: title, &tx)
            changes.append(Change("operator \(login)", from: nil, to: title.isEmpty ? "registered" : title))
        }
        return changes
    }

    private static func requireSuperuser(_ login: String, _ tx: inout Transaction) throws {
        guard try LoginRepository.isSuperuser(&tx) else {
            throw Refusal(
                .notAllowed, "only a superuser of PostgreSQL can make the login \(login)",
                advice: "Ask for: CREATE ROLE \(login) LOGIN IN ROLE sluse_operator; then try again.")
        }
    }

    /// Gives an operator a role in a municipality.
    ///
    /// - Parameters:
    ///   - from: The first day; `nil` for today. Memberships go by the server's real day, also in a sample database.
    ///   - through: The last day; `nil` without an end.
    /// - Returns: What changed; nothing if the operator has the role in the whole period already.
    /// - Throws: ``Refusal``.
    public static func grant(
        _ role: Role, to login: String, from: Day? = nil, through: Day? = nil, in tenant: TenantID,
        _ tx: inout Transaction
    ) throws -> [Change] {
        guard role != .daemon else {
            throw Refusal(.usage, "the role daemon is slused's alone", advice: "Roles for people: \(roles).")
        }
        guard Operator.isLogin(login) else { throw unknown(login) }
        let first: Day
        if let from { first = from } else { first = try tx.authorisationDay() }
        if let through, through < first {
            throw Refusal(.badData, "the period ends (\(through)) before it begins (\(first))")
        }
        let end = through.map { $0 + 1 }
        let known = try OperatorRepository.memberships(of: login, as: role, in: tenant, &tx)
        if known.contains(where: { $0.covers(from: first, to: end) }) { return [] }
        if let overlapping = known.first(where: { $0.overlaps(from: first, to: end) }) {
            throw Refusal(
                .badData, "\(login) is \(role.rawValue) already \(overlapping.periodWords)",
                advice: "Revoke that first, or grant a period beside it.")
        }
        do throws(PostgresError) {
            try OperatorRepository.insert(login, as: role, from: first, to: end, in: tenant, &tx)
        } catch {
            // Who shares no municipality with an operator doesn't see him, so the reference itself is asked.
            guard error.constraint == "membership_operator_fkey" else { throw error }
            throw unknown(login)
        }
        let made = Membership(tenant: tenant, login: login, role: role, from: first, to: end, grantedBy: "")
        return [Change("membership \(login) \(role.rawValue)", from: nil, to: made.periodWords)]
    }

    /// Takes an operator's roles in a municipality away, at once: today is not a day of membership any more.
    ///
    /// - Parameter role: This role only; `nil` for all of them.
    /// - Returns: What changed.
    /// - Throws: ``Refusal`` if there is nothing to take away.
    public static func revoke(
        _ role: Role?, from login: String, in tenant: TenantID, _ tx: inout Transaction
    ) throws -> [Change] {
        let today = try tx.authorisationDay()
        let open = try OperatorRepository.memberships(of: login, as: role, in: tenant, &tx)
            .filter { ($0.to.map { $0 > today } ?? true) && $0.role != .daemon }
        guard !open.isEmpty else {
            throw Refusal(
                .badData, "\(Redaction.quoted(login)) has no \(role?.rawValue ?? "role") here that could be revoked",
                advice: "`sluse operator list` shows the memberships.")
        }
        var changes: [Change] = []
        // The right to revoke may itself be among what is revoked; it goes last.
        for membership in open.sorted(by: {
            $0.role != .municipalityAdministrator && $1.role == .municipalityAdministrator
        }) {
            let hasNotBegun = membership.from.map { $0 >= today } ?? false
            let count =
                hasNotBegun
                ? try OperatorRepository.undo(membership, &tx)
                : try OperatorRepository.close(membership, on: today, &tx)
            guard count == 1 else {
                throw Refusal(
                    .notAllowed, "your login may not revoke memberships here",
                    advice: "A municipality administrator of this municipality may.")
            }
            changes.append(
                Change(
                    "membership \(login) \(membership.role.rawValue)", from: membership.periodWords,
                    to: hasNotBegun ? nil : "through \(today - 1)"))
        }
        return changes
    }

    private static func unknown(_ login: String) -> Refusal {
        .notFound("operator", login, advice: "Make the operator first: sluse operator create \(login)")
    }

    private static var roles: String { Role.forPeople.map(\.rawValue).joined(separator: ", ") }
}

extension Membership {
    func covers(from day: Day, to end: Day?) -> Bool {
        (from.map { $0 <= day } ?? true) && (to == nil || end.map { $0 <= to ?? $0 } ?? false)
    }

    func overlaps(from day: Day, to end: Day?) -> Bool {
        (to.map { day < $0 } ?? true) && (end.map { (from ?? .min) < $0 } ?? true)
    }

    var periodWords: String {
        switch (from, through) {
        case (nil, nil): "without an end"
        case (let from?, nil): "from \(from) on"
        case (nil, let last?): "through \(last)"
        case (let from?, let last?): "from \(from) through \(last)"
        }
    }
}

/// A policy as the catalogue has it.
struct PolicyRule: Hashable, Sendable {
    let name: String
    let isPermissive: Bool
    /// As `pg_policy.polcmd` has it: `*`, `r`, `a`, `w` or `d`.
    let command: String
    let roles: [String]
    /// The expressions as the server prints them, on one line.
    let using: String
    let check: String

    init(
        name: String, isPermissive: Bool = true, command: String, roles: [String] = ["public"], using: String = "",
        check: String = ""
    ) {
        self.name = name
        self.isPermissive = isPermissive
        self.command = command
        self.roles = roles
        self.using = using
        self.check = check
    }
}

/// A policy and its table.
struct CataloguePolicy: Sendable {
    let table: String
    let rule: PolicyRule
}

/// Compares the policies there are with those there must be, letter by letter.
enum PolicyCensus {
    private static let visible = "(tenant_id = ANY (( SELECT sluse.visible_tenants() AS visible_tenants)::integer[]))"
    private static let administers =
        "(sluse.is_administrator() AND (tenant_id = (NULLIF(current_setting('sluse.tenant'::text, true), ''::text))::integer))"
    private static let grants = "(\(writable("municipality_administrator")) OR \(administers))"

    private static func writable(_ roles: String) -> String {
        "(tenant_id = ANY (( SELECT sluse.writable_tenants('{\(roles)}'::text[]) AS writable_tenants)::integer[]))"
    }

    /// The tables whose policies are their own; every other table has the one that `sluse.protect` makes.
    private static let own: [String: [PolicyRule]] = {
        let audit = PolicyRule(name: "tenant", command: "*", using: "(\(visible) OR \(administers))")
        let people = ["sluse_operator", "sluse_owner"]
        return [
            "audit_entry": [audit], "audit_link": [audit], "audit_head": [audit],
            "municipality": [
                PolicyRule(name: "everyone_reads", command: "r", using: "true"),
                PolicyRule(name: "administrators_make", command: "a", check: "sluse.is_administrator()"),
                PolicyRule(
                    name: "administrators_change", command: "w", using: "true",
                    check: "(sluse.is_administrator() OR \(writable("municipality_administrator")))"),
            ],
            "operator": [
                PolicyRule(
                    name: "colleagues_read", command: "r",
                    using:
                        "((login = SESSION_USER) OR sluse.is_administrator() OR (EXISTS ( SELECT FROM sluse.membership m "
                        + "WHERE ((m.operator = operator.login) AND (m.tenant_id = ANY (( SELECT sluse.visible_tenants() "
                        + "AS visible_tenants)::integer[]))))))"),
                PolicyRule(name: "administrators_make", command: "a", check: "sluse.is_administrator()"),
            ],
            "membership": [
                PolicyRule(name: "own", command: "r", roles: ["sluse_definer"], using: "(operator = SESSION_USER)"),
                PolicyRule(
                    name: "colleagues_read", command: "r", roles: ["sluse_daemon", "sluse_operator", "sluse_owner"],
                    using: "(\(visible) OR sluse.is_administrator())"),
                PolicyRule(
                    name: "administrators_grant", command: "a", roles: people,
                    check: "((granted_by = SESSION_USER) AND \(grants))"),
                PolicyRule(
                    name: "administrators_revoke", command: "w", roles: people, using: "true",
                    check: "((role <> 'daemon'::text) AND \(grants))"),
                PolicyRule(
                    name: "administrators_undo", command: "d", roles: people,
                    using:
                        "((role <> 'daemon'::text) AND (lower(valid) >= ((now() AT TIME ZONE 'Europe/Copenhagen'::text))"
                        + "::date) AND \(grants))"),
            ],
        ]
    }()

    static func findings(policies: [CataloguePolicy], tables: [String]) -> [CensusFinding] {
        let present = Dictionary(grouping: policies, by: \.table).mapValues { $0.map(\.rule) }
        return tables.filter { !CensusExceptions.tablesWithoutPolicies.contains($0) }.flatMap { table in
            compare(present[table] ?? [], with: own[table], of: table)
        }
    }

    private static func compare(_ present: [PolicyRule], with wanted: [PolicyRule]?, of table: String)
        -> [CensusFinding]
    {
        func finding(_ explanation: String) -> CensusFinding {
            CensusFinding(rule: "policies", subject: table, explanation: explanation)
        }
        guard let wanted else {
            guard let only = present.first, present.count == 1 else {
                return [finding("has \(present.count) policies, and one is right")]
            }
            return isTenantPolicy(only)
                ? [] : [finding("the policy \(only.name) is not the one that sluse.protect makes")]
        }
        let missing = Set(wanted).subtracting(present).map { finding("the policy \($0.name) is missing or changed") }
        let foreign = Set(present.map(\.name)).subtracting(wanted.map(\.name))
            .map { finding("the policy \($0) belongs not here") }
        return missing + foreign
    }

    /// Members see, roles write: the policy that `sluse.protect` makes, whatever the roles.
    private static func isTenantPolicy(_ rule: PolicyRule) -> Bool {
        let parts = writable("|").split(separator: "|")
        guard let head = parts.first, let tail = parts.last else { return false }
        let roles = rule.check.dropFirst(head.count).dropLast(tail.count)
        return rule.name == "tenant" && rule.isPermissive && rule.command == "*" && rule.roles == ["public"]
            && rule.using == visible && rule.check == head + roles + tail && !roles.isEmpty
            && roles.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 || $0 == 44 }
    }
}

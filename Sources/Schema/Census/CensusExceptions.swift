/// What may differ from the rules, each with its reason. Adding a line here is a decision about isolation.
enum CensusExceptions {
    /// One row for the whole deployment, and the list of those who log in.
    static let tablesWithoutTenant = ["deployment", "operator"]

    /// The deployment's row says what kind of database this is; every login reads it and none writes it.
    static let tablesWithoutPolicies = ["deployment"]

    /// Keys over the whole deployment: of the two tables above, and the slug by which a municipality is named.
    static let keysWithoutTenant = ["deployment_pkey", "operator_pkey", "municipality_slug_key"]

    /// Not audited: the audit itself, counters, what is only counted from audited tables, what the daemon keeps of its own
    /// work, and what is not a tenant's.
    static let unauditedTables = [
        "audit_entry", "audit_link", "audit_head", "counter", "pool_occupancy", "outbox", "quarantine", "deployment",
        "operator",
    ]

    /// Rows that nobody changes, the owner included.
    static let appendOnlyTables = [
        "audit_entry", "audit_link", "budget_permit", "citizen_access", "coverage_event", "key_check", "waiting_event",
    ]

    /// Who may delete: the daemon clears its quarantine, and a membership revoked on its first day goes.
    static let deletes = ["quarantine/sluse_daemon", "membership/sluse_operator"]

    /// The roles that rights are granted to; people get theirs through membership of one.
    static let grantees = ["sluse_owner", "sluse_definer", "sluse_operator", "sluse_daemon"]

    /// The functions that answer for memberships belong to a role that sees nothing else.
    static let definerFunctions = ["visible_tenants", "writable_tenants"]
}

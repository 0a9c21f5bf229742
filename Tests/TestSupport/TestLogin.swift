import Tenancy

/// The logins that database tests work as. They are made once a cluster.
///
/// Their memberships have no bounds, so a test that is about periods makes its own.
public enum TestLogin: String, CaseIterable, Sendable {
    /// Administers the deployment, and both municipalities.
    case administrator = "op_test_admin"
    /// Sees Ishøj.
    case ishojReader = "op_test_ishoj_reader"
    /// Caseworker in Ishøj.
    case ishojCaseworker = "op_test_ishoj_caseworker"
    /// Another caseworker in Ishøj, for what takes two people.
    case ishojCaseworker2 = "op_test_ishoj_caseworker2"
    /// Configures Ishøj's pools.
    case ishojPoolAdministrator = "op_test_ishoj_pools"
    /// Gives leave above the budget in Ishøj.
    case ishojController = "op_test_ishoj_controller"
    /// Reads Ishøj's audit.
    case ishojAuditor = "op_test_ishoj_auditor"
    /// Administers Ishøj.
    case ishojAdministrator = "op_test_ishoj_admin"
    /// Caseworker in Aalborg.
    case aalborgCaseworker = "op_test_aalborg_caseworker"
    /// Configures Aalborg's pools.
    case aalborgPoolAdministrator = "op_test_aalborg_pools"
    /// Administers Aalborg.
    case aalborgAdministrator = "op_test_aalborg_admin"
    /// Caseworker in both municipalities.
    case bothCaseworker = "op_test_both_caseworker"
    /// May log in and is a member of nothing.
    case nobody = "op_test_nobody"
    /// The daemon.
    case daemon = "sluse_daemon"

    /// The memberships the login has in a fresh test database.
    var memberships: [(tenant: TenantID, role: Role)] {
        let ishoj = TestDatabase.ishoj
        let aalborg = TestDatabase.aalborg
        return switch self {
        case .administrator: [(ishoj, .municipalityAdministrator), (aalborg, .municipalityAdministrator)]
        case .ishojReader: [(ishoj, .reader)]
        case .ishojCaseworker, .ishojCaseworker2: [(ishoj, .caseworker)]
        case .ishojPoolAdministrator: [(ishoj, .poolAdministrator)]
        case .ishojController: [(ishoj, .controller)]
        case .ishojAuditor: [(ishoj, .auditor)]
        case .ishojAdministrator: [(ishoj, .municipalityAdministrator)]
        case .aalborgCaseworker: [(aalborg, .caseworker)]
        case .aalborgPoolAdministrator: [(aalborg, .poolAdministrator)]
        case .aalborgAdministrator: [(aalborg, .municipalityAdministrator)]
        case .bothCaseworker: [(ishoj, .caseworker), (aalborg, .caseworker)]
        case .nobody: []
        case .daemon: [(ishoj, .daemon), (aalborg, .daemon)]
        }
    }
}

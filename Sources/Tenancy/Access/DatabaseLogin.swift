public import Municipal
public import Postgres

/// How the programs log in: as a person, as the daemon, or as the superuser who makes logins and databases.
public enum DatabaseLogin {
    /// Who a program wants to be.
    public enum Principal: Hashable, Sendable {
        /// A person; a superuser is narrowed to the deployment's administrator.
        case `operator`
        /// The daemon; a superuser is narrowed to `sluse_daemon`.
        case daemon
        /// Whoever logs in, not narrowed: for `database init` and `operator create`.
        case superuser
    }

    /// How long a person's statement waits for somebody else's.
    private static let lockTimeout = "5s"

    /// A configuration for a principal.
    ///
    /// A superuser of PostgreSQL is bound by no row-level security. So that a program run by one does no more than an
    /// operator could, the session of every new connection is narrowed with `SET SESSION AUTHORIZATION` before anything
    /// else happens on it.
    ///
    /// Somebody at a keyboard is told after a few seconds that another's change is in the way; the daemon has all day.
    ///
    /// - Parameters:
    ///   - conninfo: Where; what it leaves out comes from libpq's environment.
    ///   - principal: Who the program wants to be.
    ///   - today: A day to pretend; connecting is refused with ``Refusal`` `.notAllowed` unless it is a sample
    ///     database.
    ///   - poolSize: The most connections at a time.
    ///   - applicationName: The name the server shows.
    public static func configuration(
        conninfo: String = "", as principal: Principal, today: Day? = nil, poolSize: Int = 4,
        applicationName: String? = nil
    ) -> Database.Configuration {
        var configuration = Database.Configuration(
            conninfo: conninfo, poolSize: poolSize,
            applicationName: applicationName ?? (principal == .daemon ? "slused" : "sluse"))
        if principal != .daemon { configuration.transactionSettings = [LocalSetting("lock_timeout", lockTimeout)] }
        configuration.prepareSession = { session in
            let deployment = try DeploymentRepository.find(&session)
            if session.isSuperuser, let deployment, let login = deployment.login(of: principal) {
                try session.execute(DeploymentRepository.become(login))
            }
            guard let today else { return }
            guard let deployment, deployment.isSample else {
                throw Refusal(
                    .notAllowed, "only a sample database pretends another day",
                    advice: "Leave out --today, or make a database with: sluse database init --sample")
            }
            try session.execute(DeploymentRepository.pretend(today))
        }
        return configuration
    }
}

extension Deployment {
    fileprivate func login(of principal: DatabaseLogin.Principal) -> String? {
        switch principal {
        case .operator: administrator
        case .daemon: "sluse_daemon"
        case .superuser: nil
        }
    }
}

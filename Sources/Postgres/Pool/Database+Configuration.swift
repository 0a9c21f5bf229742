extension Database {
    /// Where the database is, how many connections to keep, and how patient to be.
    public struct Configuration: Sendable {
        /// What each connection needs to know.
        public var connection: ConnectionSettings
        /// The most connections at a time.
        public var poolSize = 8
        /// The longest a transaction waits for a connection.
        public var acquireTimeout: Duration = .seconds(30)
        /// The most transactions that may wait for a connection; one more is refused at once.
        public var waiterLimit = 10_000
        /// How long a connection may live; each lives up to a tenth less, so that they don't all end together.
        public var maxLifetime: Duration = .seconds(3600)
        /// How long a connection is kept that nobody uses.
        public var idleTimeout: Duration = .seconds(600)
        /// After how long without use a connection is asked whether it lives before it is lent.
        public var pingAfter: Duration = .seconds(30)
        /// Settings of every transaction, before its own.
        public var transactionSettings: [LocalSetting] = []
        /// After how many failed connects in a row no caller tries another for a while: each is told at once.
        public var breakerThreshold = 5
        /// How long that while is at first; it doubles with every attempt that fails.
        public var breakerPause: Duration = .milliseconds(250)
        /// The longest it becomes: how late at most it is noticed that the server is back.
        public var breakerLongestPause: Duration = .seconds(5)
        /// How often a transaction is run at most, when others are in its way.
        public var attemptLimit = 10

        /// Makes a configuration with the defaults above.
        ///
        /// - Parameters:
        ///   - conninfo: A libpq connection string or URI; empty leaves everything to libpq's environment.
        ///   - poolSize: The most connections at a time.
        ///   - applicationName: The name the server shows in `pg_stat_activity`.
        public init(conninfo: String = "", poolSize: Int = 8, applicationName: String? = nil) {
            connection = ConnectionSettings(conninfo: conninfo, applicationName: applicationName)
            self.poolSize = poolSize
        }

        /// A libpq connection string or URI; empty leaves everything to libpq's environment.
        public var conninfo: String {
            get { connection.conninfo }
            set { connection.conninfo = newValue }
        }

        /// The name the server shows in `pg_stat_activity`.
        public var applicationName: String? {
            get { connection.applicationName }
            set { connection.applicationName = newValue }
        }

        /// The longest a connection may take to be made.
        public var connectTimeout: Duration {
            get { connection.connectTimeout }
            set { connection.connectTimeout = newValue }
        }

        /// Whether a host that is not this machine may be reached without `sslmode=verify-full`.
        public var allowInsecureHost: Bool {
            get { connection.allowInsecureHost }
            set { connection.allowInsecureHost = newValue }
        }

        /// Runs once on every new connection, before anything else does.
        public var prepareSession: (@Sendable (inout Session) throws -> Void)? {
            get { connection.prepareSession }
            set { connection.prepareSession = newValue }
        }

        /// Takes what happens, for logs and metrics.
        public var observe: (@Sendable (Observation) -> Void)? {
            get { connection.observe }
            set { connection.observe = newValue }
        }

        var breakerLimits: CircuitBreaker.Limits {
            CircuitBreaker.Limits(
                failures: max(1, breakerThreshold), shortestPause: max(.milliseconds(1), breakerPause),
                longestPause: max(.milliseconds(1), breakerLongestPause))
        }
    }
}

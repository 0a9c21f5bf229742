/// What one connection needs to know: where the server is and how patient to be with it.
public struct ConnectionSettings: Sendable {
    /// A libpq connection string or URI; empty leaves everything to libpq's environment (`PGHOST`, `PGSERVICE`, …).
    public var conninfo: String
    /// The name the server shows in `pg_stat_activity`; `nil` leaves it to the connection string and the environment.
    public var applicationName: String?
    /// The longest a connection may take to be made. Of several hosts each gets an equal share of what is left, so that one
    /// that keeps silent doesn't take the others' time.
    public var connectTimeout: Duration = .seconds(10)
    /// The longest the server may be silent while it works on a statement without a deadline of its own.
    public var silenceTimeout: Duration = .seconds(900)
    /// How long after a cancel request the server has to answer before the connection is given up.
    public var cancelGrace: Duration = .seconds(5)
    /// How many prepared statements a connection keeps; the least recently used goes first.
    public var preparedStatementLimit = 256
    /// Whether several hosts are tried in an order that is drawn anew each time; otherwise as they are written. With
    /// `target_session_attrs` the first that answers and is of that kind is taken.
    public var shufflesHosts = true
    /// Whether a host that is not this machine may be reached without `sslmode=verify-full`.
    public var allowInsecureHost = false
    /// Runs once on every new connection, before anything else does.
    ///
    /// ```swift
    /// settings.prepareSession = { session in
    ///     if session.isSuperuser { try session.execute("SET SESSION AUTHORIZATION \(identifier: login)") }
    /// }
    /// ```
    public var prepareSession: (@Sendable (inout Session) throws -> Void)?
    /// Takes the server's notices and warnings; without it they go nowhere.
    public var onNotice: (@Sendable (Notice) -> Void)?
    /// Takes what happens on the connection, for logs and metrics; it runs on the connection's thread and must be quick.
    public var observe: (@Sendable (Observation) -> Void)?

    /// Makes settings with the defaults above.
    public init(conninfo: String = "", applicationName: String? = nil) {
        self.conninfo = conninfo
        self.applicationName = applicationName
    }
}

/// What the server says besides results, such as `RAISE NOTICE`.
public struct Notice: Sendable {
    /// `NOTICE`, `WARNING`, `INFO`, `LOG` or `DEBUG`, in English whatever the server's language.
    public let severity: String
    /// The code, `00000` for most notices.
    public let sqlState: SQLState?
    /// The text; it may quote data.
    public let message: String
    /// More text; it may quote data.
    public let detail: String?
    /// Advice; it may quote data.
    public let hint: String?
}

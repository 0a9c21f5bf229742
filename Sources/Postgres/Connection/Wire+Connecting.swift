extension Wire {
    /// Connects and prepares the session.
    ///
    /// - Parameter interruption: The cancellation of the task that waits for the connection, if one does.
    /// - Throws: `.cancelled`, `.unreachable`, `.authenticationFailed`, `.unknownDatabase`, `.misconfigured`, `.insecureHost`,
    ///   `.connectionFailed`, and what the preparation of the session throws.
    func connect(_ interruption: Interruption? = nil) throws {
        let start = ContinuousClock.now
        let end = start + settings.connectTimeout
        begin(nil, interruption: interruption, deadline: end)
        defer { self.end() }
        do {
            try establish(until: end)
            didConnect()
            if let prepare = settings.prepareSession {
                var session = Session(wire: self)
                try prepare(&session)
                guard transactionStatus == .idle else {
                    throw PostgresError(.misuse, "the preparation of the session left a transaction open")
                }
            }
        } catch {
            settings.observe?(
                .connectFailed(
                    error as? PostgresError ?? PostgresError(.connectionFailed, "the session could not be prepared"),
                    duration: .now - start))
            close()
            throw error
        }
        settings.observe?(.connected(backendProcess: backendProcess, duration: .now - start))
    }

    /// Tries the servers the settings name until one takes the connection.
    private func establish(until end: ContinuousClock.Instant) throws(PostgresError) {
        guard ConnectionHandle.isReadable(settings.conninfo) else {
            throw PostgresError(.misconfigured, "libpq can't read the connection string")
        }
        let effective = ConnectionHandle.effectiveSettings(
            conninfo: settings.conninfo, defaults: Self.defaults, forced: forcedSettings)
        guard settings.allowInsecureHost || HostPolicy.isSafe(effective) else {
            throw PostgresError(
                .insecureHost, "set sslmode=verify-full, or connect over the local socket or the loopback address")
        }
        let shuffles = settings.shufflesHosts
        let choices = ServerList.choices(effective) { shuffles ? $0.shuffled() : $0 }
        var failure: PostgresError?
        for (index, choice) in choices.enumerated() {
            let now = ContinuousClock.now
            guard now < end else { break }
            do throws(PostgresError) {
                return try establish(choice, until: now + (end - now) / (choices.count - index))
            } catch {
                drop()
                guard error.code != .cancelled, error.code != .misconfigured else { throw error }
                // What a server has said tells more than the silence of another.
                if failure?.sqlState == nil || error.sqlState != nil { failure = error }
            }
        }
        throw failure ?? ConnectFailure.silent(effective)
    }

    private func establish(_ choice: ServerChoice, until end: ContinuousClock.Instant) throws(PostgresError) {
        let forced = forcedSettings + choice.overrides.map { ($0.key, $0.value) }
        guard
            let handle = ConnectionHandle.start(conninfo: settings.conninfo, defaults: Self.defaults, forced: forced)
        else { throw PostgresError(.connectionFailed, "no memory is left") }
        adopt(handle)
        if handle.isBad {
            throw ConnectFailure.misconfigured(handle, conninfo: settings.conninfo, defaults: Self.defaults)
                ?? ConnectFailure.classify(handle)
        }
        var progress = ConnectionHandle.Progress.needsWrite
        while progress != .connected {
            if let interruption, interruption.isRequested { throw PostgresError(.cancelled, "while connecting") }
            let left = end - ContinuousClock.now
            guard left > .zero else { throw ConnectFailure.silent(handle.effectiveSettings) }
            // libpq may have opened another socket for the next address, so it is asked for it every time.
            let ready = Readiness.wait(
                socket: handle.socket, readable: progress == .needsRead, writable: progress == .needsWrite,
                signal: wake, milliseconds: Self.milliseconds(left))
            guard ready.socket else { continue }
            progress = handle.advanceConnecting()
            if progress == .failed { throw ConnectFailure.classify(handle) }
        }
        guard handle.finishConnecting() else { throw ConnectFailure.classify(handle) }
    }

    /// What the connection string may override: a dead peer is noticed in half a minute, not in two hours.
    private static let defaults = [
        ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "20000"), ("gssencmode", "disable"),
    ]

    private var forcedSettings: [(String, String)] {
        var forced = [("client_encoding", "UTF8")]
        if let name = settings.applicationName { forced.append(("application_name", name)) }
        return forced
    }
}

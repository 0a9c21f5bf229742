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

    private func establish(until end: ContinuousClock.Instant) throws(PostgresError) {
        guard
            let handle = ConnectionHandle.start(
                conninfo: settings.conninfo, defaults: Self.defaults, forced: forcedSettings)
        else { throw PostgresError(.connectionFailed, "no memory is left") }
        adopt(handle)
        if handle.isBad {
            throw ConnectFailure.misconfigured(handle, conninfo: settings.conninfo, defaults: Self.defaults)
                ?? ConnectFailure.classify(handle)
        }
        let effective = handle.effectiveSettings
        guard settings.allowInsecureHost || HostPolicy.isSafe(effective) else {
            throw PostgresError(
                .insecureHost, "set sslmode=verify-full, or connect over the local socket or the loopback address")
        }
        var progress = ConnectionHandle.Progress.needsWrite
        while progress != .connected {
            let left = end - ContinuousClock.now
            guard left > .zero else { throw ConnectFailure.silent(effective) }
            // libpq may have opened another socket for the next address, so it is asked for it every time.
            let ready = Readiness.wait(
                socket: handle.socket, readable: progress == .needsRead, writable: progress == .needsWrite,
                signal: wake, milliseconds: Self.milliseconds(left))
            if let interruption, interruption.isRequested { throw PostgresError(.cancelled, "while connecting") }
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

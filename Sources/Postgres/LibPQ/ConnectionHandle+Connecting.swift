import CLibPQ

extension ConnectionHandle {
    /// What libpq waits for while it connects.
    enum Progress {
        case needsRead, needsWrite, connected, failed
    }

    /// Starts connecting without waiting for the server, though it may read files and ask the name service.
    ///
    /// - Parameters:
    ///   - conninfo: A connection string or URI; empty leaves everything to libpq's environment.
    ///   - defaults: Settings the connection string may override.
    ///   - forced: Settings nothing overrides.
    /// - Returns: `nil` only when there is no memory.
    static func start(
        conninfo: String, defaults: [(String, String)], forced: [(String, String)]
    ) -> ConnectionHandle? {
        guard let raw = connect(conninfo, defaults, forced) else { return nil }
        // The SQLSTATE in the message is the only way to tell a refused login from a missing database in libpq 15,
        // and unlike the words it is the same in every language.
        _ = PQsetErrorVerbosity(raw, PQERRORS_VERBOSE)
        return ConnectionHandle(raw: raw)
    }

    /// The settings a connection would have, from the connection string, the environment, the service file and libpq's
    /// defaults, without reaching for any server.
    static func effectiveSettings(
        conninfo: String, defaults: [(String, String)], forced: [(String, String)]
    ) -> [String: String] {
        // libpq has no function for this. A value it does not know makes it stop after it has read everything and before
        // it opens a socket.
        guard let raw = connect(conninfo, defaults, forced + [("gssencmode", "none, only reading")]) else { return [:] }
        let handle = ConnectionHandle(raw: raw)
        defer { handle.finish() }
        return handle.effectiveSettings
    }

    /// What is wrong with a connection string, in libpq's words; `nil` when it can be read. They may quote it.
    static func problem(in conninfo: String) -> String? {
        // Anything else is the name of a database, as for psql.
        guard conninfo.contains("=") || conninfo.contains("://") else { return nil }
        var message: UnsafeMutablePointer<CChar>?
        if let options = PQconninfoParse(conninfo, &message) {
            PQconninfoFree(options)
            return nil
        }
        defer { PQfreemem(message) }
        return message.map { String(cString: $0) } ?? "no memory is left"
    }

    private static func connect(
        _ conninfo: String, _ defaults: [(String, String)], _ forced: [(String, String)]
    ) -> OpaquePointer? {
        var settings = defaults
        if !conninfo.isEmpty { settings.append(("dbname", conninfo)) }
        settings += forced
        // libpq copies the strings before it returns, so one allocation of C strings for the call is enough.
        let keywords = settings.map { copy($0.0) }
        let values = settings.map { copy($0.1) }
        defer {
            for text in keywords + values { text.deallocate() }
        }
        let keywordList = keywords.map { UnsafePointer($0) as UnsafePointer<CChar>? } + [nil]
        let valueList = values.map { UnsafePointer($0) as UnsafePointer<CChar>? } + [nil]
        return PQconnectStartParams(keywordList, valueList, 1)
    }

    private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
        let bytes = Array(text.utf8CString)
        let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        pointer.initialize(from: bytes, count: bytes.count)
        return pointer
    }

    /// Takes one step of connecting; to be called again when the socket is ready for what the answer says.
    func advanceConnecting() -> Progress {
        switch PQconnectPoll(raw) {
        case PGRES_POLLING_OK: .connected
        case PGRES_POLLING_READING: .needsRead
        case PGRES_POLLING_WRITING: .needsWrite
        default: .failed
        }
    }

    /// Ends the set-up of a connection that is made: nothing blocks from here on, messages take their usual form.
    func finishConnecting() -> Bool {
        _ = PQsetErrorVerbosity(raw, PQERRORS_DEFAULT)
        return PQsetnonblocking(raw, 1) == 0
    }

    /// The settings in force, from the connection string, the environment, the service file and libpq's defaults.
    var effectiveSettings: [String: String] {
        guard let options = PQconninfo(raw) else { return [:] }
        defer { PQconninfoFree(options) }
        var settings: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { settings[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return settings
    }

    /// Whether a server took the login, and libpq then left it because it is not of the kind that was asked for: only a
    /// server that has greeted the client has told its version.
    var wasRefusedByChoice: Bool { isBad && PQparameterStatus(raw, "server_version") != nil }

    /// Whether the server asked for a password and there was none to give.
    var lacksPassword: Bool { PQconnectionNeedsPassword(raw) != 0 }
}

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

    /// Whether libpq understands the settings, wherever the server is.
    ///
    /// libpq says so only beside an attempt to connect; the one made here goes to a place where nobody is.
    static func understands(conninfo: String, defaults: [(String, String)]) -> Bool {
        let nowhere = [("host", "/dev/null"), ("port", "1"), ("connect_timeout", "2")]
        let settings = defaults + (conninfo.isEmpty ? [] : [("dbname", conninfo)]) + nowhere
        return withLists(settings) { PQpingParams($0, $1, 1) } != PQPING_NO_ATTEMPT
    }

    /// Whether a text can be taken for a connection string or a URI; the name of a database alone can.
    static func isReadable(_ conninfo: String) -> Bool {
        guard conninfo.contains("=") || conninfo.contains("://") else { return true }
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(conninfo, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        return options != nil
    }

    private static func connect(
        _ conninfo: String, _ defaults: [(String, String)], _ forced: [(String, String)]
    ) -> OpaquePointer? {
        withLists(defaults + (conninfo.isEmpty ? [] : [("dbname", conninfo)]) + forced) {
            PQconnectStartParams($0, $1, 1)
        }
    }

    /// Lends keywords and values as libpq takes them. It copies the strings before it returns, so they live for the call.
    private static func withLists<Result>(
        _ settings: [(String, String)],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        let keywords = settings.map { copy($0.0) }
        let values = settings.map { copy($0.1) }
        defer {
            for text in keywords + values { text.deallocate() }
        }
        return body(
            keywords.map { UnsafePointer($0) as UnsafePointer<CChar>? } + [nil],
            values.map { UnsafePointer($0) as UnsafePointer<CChar>? } + [nil])
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

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
        guard let raw = PQconnectStartParams(keywordList, valueList, 1) else { return nil }
        // The SQLSTATE in the message is the only way to tell a refused login from a missing database in libpq 15,
        // and unlike the words it is the same in every language.
        _ = PQsetErrorVerbosity(raw, PQERRORS_VERBOSE)
        return ConnectionHandle(raw: raw)
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

    /// Whether the server asked for a password and there was none to give.
    var lacksPassword: Bool { PQconnectionNeedsPassword(raw) != 0 }
}

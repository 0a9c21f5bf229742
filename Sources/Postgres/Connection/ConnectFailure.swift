/// Telling why a connection could not be made.
///
/// libpq 15 gives no fields for this, only words, which may be translated. With verbose errors the words hold the
/// server's SQLSTATE, and that is what is looked at.
enum ConnectFailure {
    static func classify(_ handle: ConnectionHandle) -> PostgresError {
        let message = handle.errorMessage
        let state = sqlState(in: message)
        if state == nil, handle.wasRefusedByChoice {
            return PostgresError(
                .unreachable,
                "the server is not what target_session_attrs asks for, "
                    + place(handle.effectiveSettings)
            ).with { $0.serverMessage = message }
        }
        let code: PostgresError.Code =
            switch state {
            case SQLState.invalidCatalogName: .unknownDatabase
            case .some(let state) where state.classCode == "28": .authenticationFailed
            case .some: .connectionFailed
            case nil where handle.lacksPassword: .authenticationFailed
            case nil: .unreachable
            }
        return PostgresError(code, place(handle.effectiveSettings)).with {
            $0.sqlState = state
            $0.serverMessage = message
        }
    }

    /// What is wrong with the settings of a connection that failed at once; `nil` if nothing is, and only nobody answers.
    ///
    /// libpq's own words name the setting or the service.
    static func misconfigured(
        _ handle: ConnectionHandle, conninfo: String, defaults: [(String, String)]
    ) -> PostgresError? {
        let ports = handle.effectiveSettings["port"]?.split(separator: ",") ?? []
        if let port = ports.first(where: { !(1...65_535).contains(Int($0) ?? 0) }) {
            return PostgresError(.misconfigured, "the port \"\(port)\" is not a number from 1 to 65535")
        }
        guard !ConnectionHandle.understands(conninfo: conninfo, defaults: defaults) else { return nil }
        let words = handle.errorMessage.split(whereSeparator: \.isNewline).joined(separator: "; ")
        return PostgresError(.misconfigured, words)
    }

    static func silent(_ settings: [String: String]) -> PostgresError {
        PostgresError(.unreachable, "no answer in time, " + place(settings))
    }

    /// Where the connection was to go; nothing of this is data.
    private static func place(_ settings: [String: String]) -> String {
        let host = settings["hostaddr"] ?? settings["host"] ?? "the local socket"
        return "host \(host), port \(settings["port"] ?? "5432"), database \(settings["dbname"] ?? ""), "
            + "user \(settings["user"] ?? "")"
    }

    /// The SQLSTATE in a message such as `FATAL:  28P01: …`; of several hosts, the last that answered.
    static func sqlState(in message: String) -> SQLState? {
        var found: SQLState?
        for line in message.split(separator: "\n") {
            for part in line.split(separator: ":").dropFirst() {
                let word = part.drop { $0 == " " }
                guard part.hasPrefix("  "), word.utf8.count == 5,
                    word.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) })
                else { continue }
                found = SQLState(rawValue: String(word))
                break
            }
        }
        return found
    }
}

import FoundationEssentials
import Glibc

/// Which database a connection string names, and the same string naming another.
///
/// libpq decides by itself where it connects; this is for the one moment when the database is not there yet, and its
/// name is needed to make it.
struct ConnectionTarget {
    /// The name of the database.
    let database: String
    private let conninfo: String

    /// Finds the name as libpq does: in the string, then PGDATABASE, then the user's name.
    ///
    /// - Parameter environment: For the variables; the process's own by default.
    /// - Throws: ``SchemaError`` when only a service file knows the name.
    init(
        conninfo: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(SchemaError) {
        self.conninfo = conninfo
        let settings = Self.settings(conninfo)
        let isService = settings["service"] != nil || environment["PGSERVICE"]?.isEmpty == false
        let named = settings["dbname"] ?? environment["PGDATABASE"]
        if let named, !named.isEmpty {
            database = named
        } else if isService {
            throw SchemaError(
                .configuration, "the database is not there, and only the service file names it",
                advice: "Set PGDATABASE to the name to make.")
        } else if let user = settings["user"] ?? environment["PGUSER"] ?? Self.systemUser, !user.isEmpty {
            database = user
        } else {
            throw SchemaError(.configuration, "which database?", advice: "Set PGDATABASE to the name to make.")
        }
    }

    /// The same place and login with another database.
    func conninfo(database: String) -> String {
        if Self.isURI(conninfo) {
            return conninfo + (conninfo.contains("?") ? "&" : "?") + "dbname=" + database
        }
        // Of a setting that stands twice libpq takes the last.
        return conninfo.isEmpty ? "dbname=\(database)" : "\(conninfo) dbname=\(database)"
    }

    private static func isURI(_ text: String) -> Bool {
        text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    }

    private static var systemUser: String? {
        guard let entry = getpwuid(geteuid()) else { return nil }
        return String(cString: entry.pointee.pw_name)
    }

    /// The settings of a connection string that say which database and who.
    private static func settings(_ conninfo: String) -> [String: String] {
        isURI(conninfo) ? uriSettings(conninfo) : wordSettings(conninfo)
    }

    private static func uriSettings(_ uri: String) -> [String: String] {
        var settings: [String: String] = [:]
        let afterScheme = uri.split(separator: "://", maxSplits: 1).dropFirst().first ?? ""
        let parts = afterScheme.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = (parts.first ?? "").split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if let user = path.first?.split(separator: "@").first, path.first?.contains("@") == true {
            settings["user"] = user.split(separator: ":").first.map(plain)
        }
        if path.count == 2, !path[1].isEmpty { settings["dbname"] = plain(path[1]) }
        for pair in (parts.count == 2 ? parts[1] : "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            if sides.count == 2 { settings[String(sides[0])] = plain(sides[1]) }
        }
        return settings
    }

    /// The text with `%2D` and the like taken for the characters they stand for.
    private static func plain(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(String(Substring(rest.prefix(2))), radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `key = value` pairs; a value may stand in single quotes, and a backslash takes the next character as it is.
    private static func wordSettings(_ text: String) -> [String: String] {
        var settings: [String: String] = [:]
        var rest = Substring(text)
        while true {
            rest = rest.drop(while: \.isWhitespace)
            let key = rest.prefix { $0 != "=" && !$0.isWhitespace }
            rest = rest.dropFirst(key.count).drop(while: \.isWhitespace)
            guard !key.isEmpty, rest.first == "=" else { return settings }
            rest = rest.dropFirst().drop(while: \.isWhitespace)
            let isQuoted = rest.first == "'"
            if isQuoted { rest = rest.dropFirst() }
            var value = ""
            while let character = rest.first, isQuoted ? character != "'" : !character.isWhitespace {
                rest = rest.dropFirst()
                guard character == "\\", let escaped = rest.first else {
                    value.append(character)
                    continue
                }
                value.append(escaped)
                rest = rest.dropFirst()
            }
            if isQuoted { rest = rest.dropFirst() }
            settings[String(key)] = value
        }
    }
}

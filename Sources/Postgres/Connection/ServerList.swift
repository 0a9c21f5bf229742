/// One of the servers that the connection settings name, as settings that go over them.
struct ServerChoice: Equatable {
    var overrides: [String: String] = [:]
}

/// The servers to try, one after the other.
///
/// libpq 15 tries several hosts too, but in the order they are written, and without a deadline one that keeps silent is
/// waited for to the end. So each host is an attempt of its own, with its share of the time.
enum ServerList {
    /// The attempts for the settings in force.
    ///
    /// - Parameter shuffle: Puts the hosts in the order they are tried in.
    static func choices(
        _ settings: [String: String], shuffle: ([ServerChoice]) -> [ServerChoice] = { $0.shuffled() }
    ) -> [ServerChoice] {
        // Lists that don't fit together are left to libpq, which says what is wrong with them.
        guard let hosts = split(settings), hosts.count > 1 else { return [ServerChoice()] }
        let order = shuffle(hosts)
        guard settings["target_session_attrs"] == "prefer-standby" else { return order }
        // Of one host libpq would take a primary as well, so every host is asked for a standby first.
        return ["standby", "any"].flatMap { kind in
            order.map { choice in
                var choice = choice
                choice.overrides["target_session_attrs"] = kind
                return choice
            }
        }
    }

    private static func split(_ settings: [String: String]) -> [ServerChoice]? {
        let addresses = list(settings["hostaddr"])
        let hosts = list(settings["host"])
        let ports = list(settings["port"])
        let count = max(addresses.count, hosts.count)
        guard addresses.isEmpty || addresses.count == count, hosts.isEmpty || hosts.count == count,
            ports.count <= 1 || ports.count == count,
            // An empty element stands for a default that a setting of its own can't express.
            !(addresses + hosts).contains("")
        else { return nil }
        return (0..<count).map { index in
            var overrides: [String: String] = [:]
            if !addresses.isEmpty { overrides["hostaddr"] = addresses[index] }
            if !hosts.isEmpty { overrides["host"] = hosts[index] }
            if ports.count > 1 { overrides["port"] = ports[index].isEmpty ? "5432" : ports[index] }
            return ServerChoice(overrides: overrides)
        }
    }

    private static func list(_ value: String?) -> [String] {
        guard let value, !value.isEmpty else { return [] }
        return value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}

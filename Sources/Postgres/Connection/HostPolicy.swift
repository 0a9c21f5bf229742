/// Which hosts may be reached without a verified certificate: those of this machine.
enum HostPolicy {
    /// Whether the effective settings of a connection keep its data from strangers.
    static func isSafe(_ settings: [String: String]) -> Bool {
        if settings["sslmode"] == "verify-full" { return true }
        let addresses = (settings["hostaddr"] ?? "").split(separator: ",").map(String.init)
        let hosts = (settings["host"] ?? "").split(separator: ",").map(String.init)
        // An address decides where the connection goes; the name beside it is then only a name.
        return (addresses.isEmpty ? hosts : addresses).allSatisfy(isLocal)
    }

    static func isLocal(_ host: String) -> Bool {
        if host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

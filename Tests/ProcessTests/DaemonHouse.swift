import Foundation
import FoundationNetworking
import Postgres
import TestSupport

/// A folder, a port and a database for one test of the daemon.
struct DaemonHouse: Sendable {
    let folder: URL
    let port: Int
    let database: TestDatabase

    /// Runs the body in a new folder with a database of its own.
    static func with(_ body: @Sendable (DaemonHouse) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let folder = FileManager.default.temporaryDirectory.appending(path: "slused-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try await body(DaemonHouse(folder: folder, port: try freePort(), database: database))
        }
    }

    /// The daemon's variables: its own login, a spool in the folder, its own port.
    func environment(_ more: [String: String] = [:]) -> [String: String] {
        var variables = database.environment(as: .daemon)
        variables["SLUSED_NOTICES_SPOOL_FOLDER"] = folder.appending(path: "spool").path(percentEncoded: false)
        variables["SLUSED_HTTP_PORT"] = "\(port)"
        variables["SLUSED_WORK_POLL_SECONDS"] = "1"
        return variables.merging(more) { $1 }
    }

    /// The messages in the spool.
    func spooled() throws -> [String] {
        let spool = folder.appending(path: "spool").path(percentEncoded: false)
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: spool)) ?? []
        return paths.filter { $0.hasSuffix(".eml") }.sorted()
    }

    /// Asks the daemon; `nil` while it does not answer.
    func get(_ path: String) async -> (status: Int, body: String)? {
        guard let url = URL(string: "http://127.0.0.1:\(port)/\(path)"),
            let (data, response) = try? await URLSession.shared.data(from: url),
            let answer = response as? HTTPURLResponse
        else { return nil }
        return (answer.statusCode, String(decoding: data, as: UTF8.self))
    }

    /// A port that nobody listens on now.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let outcome = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) + getsockname(descriptor, $0, &length)
            }
        }
        guard outcome == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

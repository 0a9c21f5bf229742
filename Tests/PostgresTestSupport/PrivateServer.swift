public import Foundation

/// A PostgreSQL server of one test's own, for what can't be asked of the shared one: certificates, standbys, failover.
public final class PrivateServer: Sendable {
    /// The folder with its Unix socket.
    public let sockets: String
    /// Its port, on the Unix socket and on the loopback address.
    public let port: UInt16
    private let folder: URL
    private var data: String { folder.appending(path: "data").path }

    private init(_ folder: URL) throws {
        self.folder = folder
        sockets = folder.path
        let (descriptor, port) = try Sockets.listen()
        close(descriptor)
        self.port = port
    }

    /// Runs `body` with a server that is stopped and removed afterwards.
    ///
    /// - Parameters:
    ///   - settings: Lines of `postgresql.conf`.
    ///   - access: Lines of `pg_hba.conf`; the Unix socket trusts everybody.
    ///   - files: Files for the data folder, readable by the server alone: certificates and keys.
    ///   - body: The test.
    public static func with<R>(
        settings: [String] = [], access: [String] = [], files: [String: Data] = [:],
        _ body: (PrivateServer) async throws -> R
    ) async throws -> R {
        try await removedAfterwards { server in
            try await program(
                "initdb", ["-D", server.data, "-U", "postgres", "--auth=trust", "--no-sync", "--locale=C"])
            for (name, contents) in files { try await server.write(contents, to: name) }
            let rules = ["local all all trust", "local replication all trust"] + access
            try await server.write(Data((rules.joined(separator: "\n") + "\n").utf8), to: "pg_hba.conf")
            try await server.start(settings)
            return try await body(server)
        }
    }

    /// Runs `body` with a standby that follows this server.
    public func withStandby<R>(_ body: (PrivateServer) async throws -> R) async throws -> R {
        try await Self.removedAfterwards { standby in
            try await Self.program(
                "pg_basebackup",
                ["-D", standby.data, "-h", sockets, "-p", "\(port)", "-U", "postgres", "-R", "-c", "fast", "--no-sync"])
            try await standby.start([])
            return try await body(standby)
        }
    }

    /// Makes a standby a primary, and returns when it is.
    public func promote() async throws {
        try await Self.program("pg_ctl", ["promote", "-D", data, "-w", "-s"])
    }

    /// Stops the server: every connection is told 57P01, or with `immediately` 57P02.
    public func stop(immediately: Bool = false) async throws {
        try await Self.program("pg_ctl", ["stop", "-D", data, "-w", "-s", "-m", immediately ? "immediate" : "fast"])
    }

    /// Starts the server again after ``stop(immediately:)``.
    public func start() async throws {
        try await Self.program(
            "pg_ctl",
            ["start", "-D", data, "-l", data + "/log", "-w", "-s", "-o", "-c config_file=\(data)/own.conf"])
    }

    private func start(_ settings: [String]) async throws {
        let own = [
            "port = \(port)", "unix_socket_directories = '\(sockets)'", "listen_addresses = '127.0.0.1'", "fsync = off",
            "shared_buffers = 16MB", "max_connections = 50",
        ]
        try await write(Data(((own + settings).joined(separator: "\n") + "\n").utf8), to: "own.conf")
        try await start()
    }

    /// Writes a file that belongs to the server's user and nobody else can read.
    private func write(_ contents: Data, to name: String) async throws {
        let path = data + "/" + name
        try contents.write(to: URL(filePath: path))
        try await Command.run("chmod", ["0600", path])
        if getuid() == 0 { try await Command.run("chown", ["postgres:", path]) }
    }

    private static func removedAfterwards<R>(_ body: (PrivateServer) async throws -> R) async throws -> R {
        // Short, because the path of a socket may have 107 bytes.
        let folder = URL(filePath: "/tmp/pgtest-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        if getuid() == 0 { try await Command.run("chown", ["postgres:", folder.path]) }
        let server = try PrivateServer(folder)
        do {
            let result = try await body(server)
            try? await server.stop(immediately: true)
            return result
        } catch {
            try? await server.stop(immediately: true)
            throw error
        }
    }

    /// Runs one of the newest installed server's programs.
    private static func program(_ name: String, _ arguments: [String]) async throws {
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { Int($0) }
        let installed = versions.sorted().last.map { "\(root)/\($0)/bin/\(name)" } ?? name
        try await Command.run(installed, arguments, unprivileged: true)
    }
}

public import Foundation

/// An authority that signs certificates for a test, made by `openssl`.
public struct Certificates: Sendable {
    /// The file with the authority's certificate, for `sslrootcert`.
    public let authority: String
    private let folder: URL

    /// A certificate and its key, as `ssl_cert_file` and `ssl_key_file` want them.
    public struct Identity: Sendable {
        /// The certificate.
        public let certificate: Data
        /// Its key.
        public let key: Data
    }

    /// Runs `body` with a new authority that is forgotten afterwards.
    public static func with<R>(_ body: (Certificates) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "certificates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificates = Certificates(authority: folder.appending(path: "authority.pem").path, folder: folder)
        try await Command.run(
            "openssl",
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
                + ["-subj", "/CN=An authority of a test", "-keyout", certificates.path("authority.key")]
                + ["-out", certificates.authority])
        return try await body(certificates)
    }

    /// Signs a certificate for a host of this name.
    public func identity(host: String) async throws -> Identity {
        try Data("subjectAltName=DNS:\(host)\n".utf8).write(to: folder.appending(path: "names"))
        try await Command.run(
            "openssl",
            ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=\(host)"]
                + ["-keyout", path("server.key"), "-out", path("server.request")])
        try await Command.run(
            "openssl",
            ["x509", "-req", "-in", path("server.request"), "-CA", authority, "-CAkey", path("authority.key")]
                + ["-CAcreateserial", "-days", "2", "-extfile", path("names"), "-out", path("server.pem")])
        return Identity(
            certificate: try Data(contentsOf: folder.appending(path: "server.pem")),
            key: try Data(contentsOf: folder.appending(path: "server.key")))
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }
}

import Postgres
import PostgresTestSupport
import Testing

@Suite struct TLSTests {
    /// Whether the connection that asks is encrypted.
    private let isEncrypted: SQL = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"

    @Test(
        "Only a certificate of the right name from the right authority is taken, and what runs over it is cancelled too"
    )
    func certificates() async throws {
        try await Certificates.with { certificates in
            let identity = try await certificates.identity(host: "db.sluse.test")
            try await PrivateServer.with(
                settings: [
                    "ssl = on", "ssl_cert_file = 'server.pem'", "ssl_key_file = 'server.key'",
                    "ssl_min_protocol_version = 'TLSv1.3'",
                ],
                access: ["hostssl all all 127.0.0.1/32 trust", "hostnossl all all 127.0.0.1/32 reject"],
                files: ["server.pem": identity.certificate, "server.key": identity.key]
            ) { server in
                let place = "hostaddr=127.0.0.1 port=\(server.port) user=postgres dbname=postgres sslmode=verify-full"
                let right = "\(place) host=db.sluse.test sslrootcert=\(certificates.authority)"
                let encrypted = try await Connection.withConnection(ConnectionSettings(conninfo: right)) { session in
                    try session.fetch(isEncrypted) { try $0.next(Bool.self) }
                }
                #expect(encrypted == [true])
                try await refuses("\(place) host=other.sluse.test sslrootcert=\(certificates.authority)")
                try await Certificates.with { strangers in
                    try await refuses("\(place) host=db.sluse.test sslrootcert=\(strangers.authority)")
                }
                // Asking for less would work, but the server insists on encryption.
                try await refuses(
                    "host=127.0.0.1 port=\(server.port) user=postgres dbname=postgres sslmode=disable",
                    .invalidAuthorizationSpecification)
                try await cancels(right)
            }
        }
    }

    private func refuses(_ conninfo: String, _ state: SQLState? = nil) async throws {
        let error = await postgresError {
            try await Connection.withConnection(ConnectionSettings(conninfo: conninfo)) { _ in }
        }
        #expect(error?.code == (state == nil ? .unreachable : .authenticationFailed), "\(error as Any)")
        #expect(error?.sqlState == state)
    }

    private func cancels(_ conninfo: String) async throws {
        var configuration = Database.Configuration(conninfo: conninfo, poolSize: 1)
        // A machine with much to do may be slow to cancel; it is not the patience with it that is tried here.
        configuration.connection.cancelGrace = .seconds(120)
        let database = Database(configuration)
        let before = try await database.integers("SELECT pg_backend_pid()")
        let error = await postgresError {
            try await database.transaction(deadline: .milliseconds(50)) { try $0.execute("SELECT pg_sleep(60)") }
        }
        #expect(error?.code == .timedOut)
        #expect(try await database.integers("SELECT pg_backend_pid()") == before)
        await database.close()
    }
}

import PostgresTestSupport
import Testing

@testable import Postgres

@Suite struct ConnectingTests {
    @Test("A database that does not exist is told from a server that does not")
    func failures() async throws {
        let host = try TestServer.host
        let missing = await postgresError {
            try await Connection.withConnection(ConnectionSettings(conninfo: "dbname=no_such_database_here")) { _ in }
        }
        #expect(missing?.code == .unknownDatabase && missing?.sqlState == .invalidCatalogName)
        let nobody = await postgresError {
            try await Connection.withConnection(ConnectionSettings(conninfo: "host=/tmp/no/such/socket")) { _ in }
        }
        #expect(nobody?.code == .unreachable && nobody?.sqlState == nil)
        let role = await postgresError {
            try await Connection.withConnection(ConnectionSettings(conninfo: "host=\(host) user=no_such_role_here")) {
                _ in
            }
        }
        #expect(role?.code == .authenticationFailed)
    }

    @Test(
        "Settings that libpq can't use are told from a server that is away, and no password is repeated",
        arguments: [
            ("service=no_such_service_here", "no_such_service_here"), ("port=abc", "\"abc\""), ("port=70000", "70000"),
            ("sslmode=sometimes", "sometimes"), ("password=Tyv3 prt=5432", "connection string"),
            ("host=localhost Tyv3", "connection string"), ("postgresql://me:Tyv3@[::1", "connection string"),
        ])
    func misconfigured(conninfo: String, words: String) async throws {
        let error = await postgresError {
            try await Connection.withConnection(ConnectionSettings(conninfo: conninfo)) { _ in }
        }
        #expect(error?.code == .misconfigured && error?.explanation?.contains(words) == true, "\(error as Any)")
        #expect(!"\(error as Any)".contains("Tyv3"))
    }

    @Test("A server that accepts and keeps silent is given up in time")
    func silence() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        proxy.set(.silence)
        var settings = ConnectionSettings(conninfo: proxy.conninfo)
        settings.connectTimeout = .milliseconds(200)
        let error = await postgresError { try await Connection.withConnection(settings) { _ in } }
        #expect(error?.code == .unreachable)
    }

    @Test("Cancelling the task ends a connect that gets no answer")
    func cancelledConnect() async throws {
        let proxy = try TestServer.proxy()
        defer { proxy.stop() }
        proxy.set(.silence)
        let settings = ConnectionSettings(conninfo: proxy.conninfo)
        let task = Task { await postgresError { try await Connection.withConnection(settings) { _ in } } }
        task.cancel()
        #expect(await task.value?.code == .cancelled)
    }

    @Test("Many callers of a server that is away all get the reason, none waits for its deadline")
    func everyCallerIsTold() async throws {
        let database = Database(.init(conninfo: "host=/tmp/no/such/socket", poolSize: 2))
        let codes = await withTaskGroup(of: PostgresError.Code?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await postgresError { try await database.transaction { try $0.execute("SELECT 1") } }?.code
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == Array(repeating: .unreachable, count: 20))
        await database.close()
    }

    @Test(
        "A host elsewhere is refused before anything is sent, unless the certificate is verified or it is allowed",
        arguments: [
            (["host": "db.example.org"], false), (["host": "db.example.org", "sslmode": "require"], false),
            (["host": "db.example.org", "sslmode": "verify-full"], true), (["host": "/var/run/postgresql"], true),
            ([:], true),
            (["host": "localhost"], true), (["host": "127.0.0.1,/tmp"], true),
            (["host": "localhost,db.example.org"], false),
            (["host": "localhost", "hostaddr": "10.0.0.5"], false), (["host": "db", "hostaddr": "127.0.0.1"], true),
            (["host": "127.0.0.1.example.org"], false), (["host": "::1"], true),
        ] as [([String: String], Bool)])
    func hostPolicy(settings: [String: String], isSafe: Bool) {
        #expect(HostPolicy.isSafe(settings) == isSafe)
    }

    @Test("The policy holds for a real connection string")
    func insecureHost() async throws {
        let error = await postgresError {
            try await Connection.withConnection(ConnectionSettings(conninfo: "host=localhost hostaddr=192.0.2.1")) {
                _ in
            }
        }
        #expect(error?.code == .insecureHost)
    }

    @Test(
        "The SQLSTATE is found in libpq's words whatever their language",
        arguments: [
            (
                "connection to server on socket failed: FATAL:  28P01: password authentication failed for user \"x\"\n",
                "28P01"
            ),
            ("FATAL:  3D000: databasen »x« findes ikke\nLOCATION:  InitPostgres, postinit.c:885\n", "3D000"),
            ("could not translate host name \"nowhere\" to address: Name or service not known", nil),
        ] as [(String, String?)])
    func sqlStates(message: String, state: String?) {
        #expect(ConnectFailure.sqlState(in: message)?.rawValue == state)
    }

    @Test("The session is prepared once on every connection, and a failing preparation is the caller's error")
    func preparation() async throws {
        let prepared = Counter()
        try await TestServer.withDatabase(poolSize: 1) { configuration in
            configuration.prepareSession = { session in
                #expect(session.parameterStatus("is_superuser") == (session.isSuperuser ? "on" : "off"))
                try session.execute("SET statement_timeout = '77s'")
                prepared.increment()
            }
        } _: { database in
            for _ in 0..<3 {
                let timeout = try await database.transaction { tx in
                    try tx.one(
                        Statement("timeout", "SELECT current_setting('statement_timeout')") { try $0.next(String.self) }
                    )
                }
                #expect(timeout == "77s")
            }
        }
        #expect(prepared.value == 1)
        let error = try await TestServer.withDatabase {
            $0.prepareSession = { try $0.execute("SELECT no_such_column") }
        } _: { database in
            await postgresError { try await database.transaction { try $0.execute("SELECT 1") } }
        }
        #expect(error?.sqlState == .undefinedColumn)
    }

    @Test("Notices reach the handler, with their severity in English")
    func notices() async throws {
        let seen = Record<String>()
        try await TestServer.withDatabase {
            $0.connection.onNotice = { notice in seen.append("\(notice.severity) \(notice.message)") }
        } _: { database in
            try await database.transaction { tx in try tx.execute("DO $$ BEGIN RAISE NOTICE 'hello'; END $$") }
        }
        #expect(seen.elements == ["NOTICE hello"])
    }
}

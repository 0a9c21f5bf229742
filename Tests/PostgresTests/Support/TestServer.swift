import Glibc
import Postgres
import PostgresTestSupport

/// The server the tests talk to: whatever libpq's environment names.
enum TestServer {
    struct Missing: Error, CustomStringConvertible {
        var description: String {
            "These tests need a PostgreSQL server: run `make test`, which starts one and sets PGHOST."
        }
    }

    static var host: String {
        get throws {
            guard let host = getenv("PGHOST").map({ String(cString: $0) }), !host.isEmpty else { throw Missing() }
            return host
        }
    }

    static var port: UInt16 { getenv("PGPORT").flatMap { UInt16(String(cString: $0)) } ?? 5432 }

    /// A proxy in front of the server.
    static func proxy() throws -> FaultProxy { try FaultProxy(toHost: host, port: port) }

    static func configuration(poolSize: Int = 4, applicationName: String? = nil) throws -> Database.Configuration {
        _ = try host
        var configuration = Database.Configuration(
            poolSize: poolSize, applicationName: applicationName ?? uniqueName("test"))
        // Hundreds of tests at once make a server slow to cancel; who tries the patience with it sets another.
        configuration.connection.cancelGrace = .seconds(60)
        return configuration
    }

    /// Lends a database that is closed afterwards, so that no test leaves a connection behind.
    @discardableResult
    static func withDatabase<R>(
        poolSize: Int = 4, _ change: (inout Database.Configuration) -> Void = { _ in },
        _ body: (Database) async throws -> R
    ) async throws -> R {
        var configuration = try configuration(poolSize: poolSize)
        change(&configuration)
        let database = Database(configuration)
        do {
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }

    /// Lends a table that is dropped afterwards; its name is unique, so tests can run side by side.
    @discardableResult
    static func withTable<R>(
        _ columns: SQL, _ body: (_ table: SQL, _ name: String) async throws -> R
    ) async throws -> R {
        let name = uniqueName("t")
        let table: SQL = "\(identifier: name)"
        let configuration = try configuration()
        try await Connection.withConnection(configuration) { session in
            try session.execute("CREATE TABLE \(fragment: table) (\(fragment: columns))")
        }
        do {
            let result = try await body(table, name)
            try await Connection.withConnection(configuration) { try $0.execute("DROP TABLE \(fragment: table)") }
            return result
        } catch {
            _ = try? await Connection.withConnection(configuration) { try $0.execute("DROP TABLE \(fragment: table)") }
            throw error
        }
    }

    static func uniqueName(_ prefix: String) -> String {
        prefix + "_" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
    }
}

import Foundation
public import Postgres

/// The server that database tests run on, named by libpq's environment.
public enum TestCluster {
    /// Why no database test can run.
    public struct NotThere: Error, CustomStringConvertible {
        /// What to do.
        public let description = "no PostgreSQL for the tests: PGHOST is not set; run `make test`, which starts one"
    }

    /// A connection as superuser to a database of the cluster.
    ///
    /// - Throws: ``NotThere`` if the environment names no server.
    public static func settings(database: String = "postgres") throws -> ConnectionSettings {
        guard let host = ProcessInfo.processInfo.environment["PGHOST"], !host.isEmpty else { throw NotThere() }
        return ConnectionSettings(conninfo: "dbname=\(database)", applicationName: "sluse tests")
    }

    /// Runs a body on a connection as superuser.
    public static func superuser<R: Sendable>(
        database: String = "postgres", _ body: @Sendable (inout Session) throws -> R
    ) async throws -> R {
        try await Connection.withConnection(try settings(database: database), body)
    }

    /// Runs a body while no other test process changes what belongs to the whole cluster, such as roles.
    public static func exclusively<R: Sendable>(_ body: @Sendable () async throws -> R) async throws -> R {
        var configuration = Database.Configuration(poolSize: 1, applicationName: "sluse tests (lock)")
        configuration.connection = try settings()
        configuration.maxLifetime = .seconds(86_400)
        configuration.idleTimeout = .seconds(86_400)
        // The lock lives as long as the connection that took it.
        configuration.prepareSession = { session in try session.execute(TestClusterStatements.lock) }
        let keeper = Database(configuration)
        do {
            try await keeper.transaction(.readOnly) { tx in try tx.execute(TestClusterStatements.ping) }
            let result = try await body()
            await keeper.close()
            return result
        } catch {
            await keeper.close()
            throw error
        }
    }
}

import Dispatch
import Postgres
import Synchronization
import TestSupport

/// A database without anything in it, owned as a deployment's is.
enum EmptyDatabase {
    private static let count = Mutex(0)

    static func with<R: Sendable>(_ body: @Sendable (ConnectionSettings) async throws -> R) async throws -> R {
        // Making a test database first makes the roles of the cluster.
        try await TestDatabase.with { db in
            let name = db.name + "_empty"
            try await TestCluster.superuser { session in
                _ = try session.execute("CREATE DATABASE \(identifier: name) OWNER sluse_owner TEMPLATE template0")
            }
            let settings = try TestCluster.settings(database: name)
            try await Connection.withConnection(settings) { session in
                _ = try session.execute("GRANT ALL ON SCHEMA public TO sluse_owner")
            }
            do {
                let result = try await body(settings)
                try await drop(name)
                return result
            } catch {
                try await drop(name)
                throw error
            }
        }
    }

    static func drop(_ name: String) async throws {
        try await TestCluster.superuser { session in
            _ = try session.execute("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
        }
    }
}

extension Database {
    /// Lends a handle and closes it.
    static func closing<R: Sendable>(
        _ settings: ConnectionSettings, _ body: @Sendable (Database) async throws -> R
    ) async throws -> R {
        var configuration = Database.Configuration(poolSize: 1)
        configuration.connection = settings
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
}

/// Waits, on the thread of a transaction, for work on another connection.
func blockingWait<R: Sendable>(_ work: @escaping @Sendable () async -> R) -> R? {
    let answer = Answer<R>()
    let done = DispatchSemaphore(value: 0)
    Task {
        let value = await work()
        answer.value.withLock { $0 = value }
        done.signal()
    }
    done.wait()
    return answer.value.withLock { $0 }
}

private final class Answer<R: Sendable>: Sendable {
    let value = Mutex<R?>(nil)
}

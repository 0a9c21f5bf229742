import Foundation
public import Municipal
public import Postgres
import Synchronization
public import Tenancy

/// A database of one test's own: a copy of a migrated sample database with Ishøj and Aalborg in it.
///
/// ```swift
/// @Test("A caseworker of Ishøj sees nothing of Aalborg")
/// func isolation() async throws {
///     try await TestDatabase.with { db in
///         let ishoj = try await db.database(as: .ishojCaseworker)
///         …
///     }
/// }
/// ```
public struct TestDatabase: Sendable {
    /// Ishøj.
    public static let ishoj = TenantID(rawValue: 183)
    /// Aalborg.
    public static let aalborg = TenantID(rawValue: 851)

    private static let gate = Gate(6)

    /// Its name in the cluster.
    public let name: String
    private let state: State

    private final class State: Sendable {
        struct Opened {
            var databases: [Database] = []
            var day: Day?
        }

        let opened = Mutex(Opened())
    }

    /// Runs a body with a database of its own, and drops it afterwards.
    ///
    /// - Throws: ``TestCluster/NotThere`` without a server; what the body throws.
    public static func with<R: Sendable>(
        _ body: @Sendable (TestDatabase) async throws -> R
    ) async throws -> R {
        try await gate.through {
            let template = try await TestTemplate.shared.name()
            let name = await TestTemplate.shared.nextCloneName()
            try await TestCluster.superuser { session in
                _ = try session.execute(TestClusterStatements.create(name, from: template))
            }
            let database = TestDatabase(name: name, state: State())
            do {
                let result = try await body(database)
                try await database.drop()
                return result
            } catch {
                try? await database.drop()
                throw error
            }
        }
    }

    private func drop() async throws {
        for database in state.opened.withLock({ $0.databases }) { await database.close() }
        try await TestCluster.superuser { session in _ = try session.execute(TestClusterStatements.drop(name)) }
    }

    /// A handle that works as a login: the session's user is that login, and row-level security binds it.
    ///
    /// It is closed when the test's database is dropped.
    ///
    /// - Parameters:
    ///   - login: Who.
    ///   - today: The day this handle pretends; without it the day of ``pretend(_:)``, or the real one.
    ///   - poolSize: How many connections at a time.
    public func database(
        as login: TestLogin, today: Day? = nil, poolSize: Int = 2
    ) async throws -> Database {
        try await database(as: login.rawValue, today: today, poolSize: poolSize)
    }

    /// A handle that works as any login of the cluster.
    public func database(as login: String, today: Day? = nil, poolSize: Int = 2) async throws -> Database {
        let day = today ?? state.opened.withLock { $0.day }
        return try open(poolSize: poolSize) { session in
            try session.execute(TestClusterStatements.become(login))
            if let day { try session.execute(TestClusterStatements.pretend(day.description)) }
        }
    }

    /// A handle that really logs in as the login, so that there is no superuser behind it to go back to.
    ///
    /// The test cluster trusts local connections. Notices of the server go to `onNotice`.
    public func login(
        as login: TestLogin, poolSize: Int = 1, onNotice: (@Sendable (Notice) -> Void)? = nil
    ) async throws -> Database {
        var configuration = Database.Configuration(poolSize: poolSize)
        configuration.connection = try settings()
        configuration.conninfo += " user=\(login.rawValue)"
        configuration.connection.onNotice = onNotice
        let database = Database(configuration)
        state.opened.withLock { $0.databases.append(database) }
        return database
    }

    /// A handle as superuser, whom nothing binds: for looking behind the curtain and for playing the attacker.
    public func superuser(poolSize: Int = 1) async throws -> Database {
        try open(poolSize: poolSize) { _ in }
    }

    /// Handles opened from now on pretend this day.
    public func pretend(_ day: Day) async throws {
        state.opened.withLock { $0.day = day }
    }

    /// The variables by which a program under test finds this database as a login.
    public func environment(as login: TestLogin) -> [String: String] {
        var variables = ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("PG") || $0.key == "PATH" }
        variables["PGDATABASE"] = name
        variables["PGUSER"] = login.rawValue
        return variables
    }

    /// The connection settings of a superuser, for what is tested below the pool.
    public func settings() throws -> ConnectionSettings { try TestCluster.settings(database: name) }

    private func open(
        poolSize: Int, _ prepare: @escaping @Sendable (inout Session) throws -> Void
    ) throws -> Database {
        var configuration = Database.Configuration(poolSize: poolSize)
        configuration.connection = try settings()
        configuration.prepareSession = prepare
        let database = Database(configuration)
        state.opened.withLock { $0.databases.append(database) }
        return database
    }
}

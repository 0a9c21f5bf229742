import Postgres

/// Makes everything a deployment needs in a cluster, from the roles to the first administrator.
///
/// A superuser of PostgreSQL runs it once; running it again changes nothing.
///
/// ```swift
/// let steps = try await Initializer(conninfo: "", isSample: false, administrator: "op_admin").run { print($0) }
/// ```
public struct Initializer: Sendable {
    private let settings: ConnectionSettings
    private let isSample: Bool
    private let administrator: String
    private let prepareKeys: @Sendable () throws -> [String]

    /// Prepares to make a deployment.
    ///
    /// - Parameters:
    ///   - conninfo: Where; what it leaves out comes from libpq's environment.
    ///   - isSample: Whether the database may pretend another day.
    ///   - administrator: The login that administers the deployment, `op_…`.
    ///   - prepareKeys: Prepares the folder of the keys; gives a line for each thing it made.
    public init(
        conninfo: String = "", isSample: Bool = false, administrator: String = "op_admin",
        prepareKeys: @escaping @Sendable () throws -> [String] = { [] }
    ) {
        self.settings = ConnectionSettings(conninfo: conninfo, applicationName: "sluse database init")
        self.isSample = isSample
        self.administrator = administrator
        self.prepareKeys = prepareKeys
    }

    /// Makes what is not there yet.
    ///
    /// - Parameter progress: Told of each thing as soon as it is made.
    /// - Returns: A line for each thing made; none if all was there.
    /// - Throws: ``SchemaError`` if the login is no superuser, or if the database is another kind than asked for;
    ///   `PostgresError`.
    @discardableResult
    public func run(_ progress: @Sendable (String) -> Void = { _ in }) async throws -> [String] {
        guard InitializationRepository.isLogin(administrator) else {
            throw SchemaError(
                .configuration, "the administrator's login must be op_ and small letters, digits or underscores",
                advice: "Leave it out for op_admin.")
        }
        var steps = try await makeDatabase()
        steps.forEach(progress)
        for migration in try await Migrator(settings).migrate({ progress("applied \($0.title)") }) {
            steps.append("applied \(migration.title)")
        }
        let completed = try await Connection.withConnection(settings) { session in
            try session.transaction { tx in
                let made = try InitializationRepository.complete(
                    isSample: isSample, administrator: administrator, &tx)
                // Whoever made it a moment ago may have made it another kind.
                try requireKind(&tx)
                return made
            }
        }
        let keys = try prepareKeys()
        (completed + keys).forEach(progress)
        return steps + completed + keys
    }

    /// Makes the roles and, if there is none, the database, by way of one that every cluster has.
    private func makeDatabase() async throws -> [String] {
        do {
            return try await Connection.withConnection(settings) { session in
                try requireSuperuser(session)
                try requireOwnDatabase(try InitializationRepository.currentDatabase(&session))
                try session.transaction(.readOnly) { tx in try requireKind(&tx) }
                try session.runScript(SQLScript(Migration.roles))
                try session.execute(InitializationRepository.giveToOwner)
                return []
            }
        } catch let error as PostgresError where error.code == .unknownDatabase {
            let target = try ConnectionTarget(conninfo: settings.conninfo)
            var maintenance = settings
            maintenance.conninfo = target.conninfo(database: "postgres")
            return try await Connection.withConnection(maintenance) { session in
                try requireSuperuser(session)
                try session.runScript(SQLScript(Migration.roles))
                try session.execute(InitializationRepository.createDatabase(target.database))
                return ["created the database \(target.database)"]
            }
        }
    }

    private func requireSuperuser(_ session: borrowing Session) throws(SchemaError) {
        guard session.isSuperuser else {
            throw SchemaError(
                .notAllowed, "making a deployment takes a superuser of PostgreSQL, and this login is none",
                advice: "Run it as one, such as: sudo -u postgres sluse database init")
        }
    }

    /// A forgotten PGDATABASE must not turn the cluster's own database into a deployment.
    private func requireOwnDatabase(_ name: String) throws(SchemaError) {
        guard !["postgres", "template0", "template1"].contains(name) else {
            throw SchemaError(
                .configuration, "the database '\(name)' belongs to the cluster itself",
                advice: "Set PGDATABASE to a name of its own, such as sluse.")
        }
    }

    private func requireKind(_ tx: inout Transaction) throws {
        guard let kind = try InitializationRepository.kind(&tx) else { return }
        guard kind.isSample == isSample else {
            throw SchemaError(
                .configuration,
                kind.isSample
                    ? "this is a sample database, and it stays one"
                    : "this database was made for real data, and it never becomes a sample",
                advice: (kind.isSample ? "Say --sample" : "Leave out --sample") + ", or set PGDATABASE to another name."
            )
        }
        guard kind.administrator == administrator else {
            throw SchemaError(
                .configuration, "this database is administered by \(kind.administrator)",
                advice: "Say --administrator \(kind.administrator).")
        }
    }
}

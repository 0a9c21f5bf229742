import Municipal
public import Postgres

/// What kind of database this is.
public struct Deployment: Hashable, Sendable {
    /// Whether it may pretend another day.
    public let isSample: Bool
    /// The login that administers it.
    public let administrator: String
}

/// The one row that says what kind of database this is.
public enum DeploymentRepository {
    private static let row = Statement(
        "deployment", "SELECT sample, administrator FROM sluse.deployment"
    ) { row in Deployment(isSample: try row.next(), administrator: try row.next()) }

    /// What kind of database this is; `nil` before `sluse database init`.
    public static func find(_ tx: inout Transaction) throws(PostgresError) -> Deployment? { try tx.first(row) }

    static func find(_ session: inout Session) throws(PostgresError) -> Deployment? {
        do throws(PostgresError) {
            return try session.fetch(row).first
        } catch {
            // A database without the schema is for the commands that make it; a login without rights is refused later.
            guard error.sqlState == .undefinedTable || error.sqlState == .insufficientPrivilege else { throw error }
            return nil
        }
    }

    static func become(_ login: String) -> Command {
        Command("become", "SET SESSION AUTHORIZATION \(identifier: login)")
    }

    static func pretend(_ day: Day) -> Command {
        Command("pretend_day", "SELECT set_config('sluse.today', \(day.description), false)")
    }
}

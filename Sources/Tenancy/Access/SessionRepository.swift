public import Municipal
public import Postgres

extension Transaction {
    /// The day in Copenhagen by the server's clock; in a sample database, the day it was asked to pretend.
    public mutating func today() throws(PostgresError) -> Day {
        try one(Statement("today", "SELECT sluse.today()") { row in try row.next() })
    }

    /// The day in Copenhagen by the server's clock, whatever day a sample database pretends: memberships go by it.
    mutating func authorisationDay() throws(PostgresError) -> Day {
        try one(
            Statement("authorisation_day", "SELECT (now() AT TIME ZONE 'Europe/Copenhagen')::date") { row in
                try row.next()
            })
    }

    /// The login whose memberships decide, and whom the audit names.
    public mutating func login() throws(PostgresError) -> String {
        try one(Statement("login", "SELECT session_user") { row in try row.next() })
    }

    /// Takes the next running number of a kind in a municipality.
    public mutating func takeNumber(_ kind: String, in tenant: TenantID) throws(PostgresError) -> Int32 {
        try takeNumbers(kind, count: 1, in: tenant)
    }

    /// Takes `count` running numbers of a kind in a municipality.
    ///
    /// - Returns: The first of them.
    public mutating func takeNumbers(
        _ kind: String, count: Int32, in tenant: TenantID
    ) throws(PostgresError) -> Int32 {
        try one(
            Statement("take_numbers", "SELECT sluse.take_numbers(\(tenant), \(kind), \(count))") { row in
                try row.next()
            })
    }

    /// Checks now what is otherwise checked at the commit.
    mutating func checkDeferredConstraints() throws(PostgresError) {
        try execute(Command("check_deferred", "SET CONSTRAINTS ALL IMMEDIATE"))
    }
}

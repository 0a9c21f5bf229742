public import Postgres

extension Refusal {
    /// The refusal that an error of the database stands for; `nil` if it is nobody's fault but ours.
    ///
    /// Known constraints have their own words; the rest goes by SQLSTATE. The server's own message is never repeated,
    /// because it may quote a row.
    public init?(from error: PostgresError) {
        if let constraint = error.constraint, let known = ConstraintWords.table[constraint] {
            self = known
        } else if let state = error.sqlState, let known = Refusal.bySQLState(state, error) {
            self = known
        } else if let known = Refusal.byCode(error) {
            self = known
        } else {
            return nil
        }
    }

    private static func bySQLState(_ state: SQLState, _ error: PostgresError) -> Refusal? {
        switch state {
        case .insufficientPrivilege:
            Refusal(
                .notAllowed, "your login may not do this",
                advice: "`sluse operator list` shows who has which role; a municipality's administrator grants them.")
        case .serializationFailure, .deadlockDetected:
            Refusal(.tryAgain, "someone else was changing the same thing", advice: "Try again.")
        case .lockNotAvailable:
            Refusal(
                .tryAgain, "someone else is changing the same thing and has not finished; nothing was changed",
                advice: "Try again in a moment.")
        case .readOnlySqlTransaction:
            Refusal(
                .unavailable, "this database takes no changes now",
                advice: "Name the primary server: PGHOST, --database.")
        case .adminShutdown, .crashShutdown, .cannotConnectNow, .tooManyConnections:
            Refusal(.unavailable, "the database takes no connection now", advice: "Try again in a moment.")
        case .undefinedTable, .invalidSchemaName, .undefinedFunction, .undefinedColumn:
            Refusal(
                .configuration, "the database does not have the schema this program expects",
                advice: "Make it with `sluse database init`, or bring it up to date with `sluse database migrate`.")
        case .diskFull, .outOfMemory:
            Refusal(.unavailable, "the database server is out of room", advice: "Its administrator must make room.")
        case .foreignKeyViolation, .uniqueViolation, .exclusionViolation:
            Refusal(.tryAgain, "someone else changed the same thing meanwhile", advice: "Look at it and try again.")
        case .checkViolation, .notNullViolation, .numericValueOutOfRange, .datetimeFieldOverflow,
            .stringDataRightTruncation:
            Refusal(.badData, "a value is outside what is possible\(error.table.map { " (\($0))" } ?? "")")
        default: nil
        }
    }

    private static func byCode(_ error: PostgresError) -> Refusal? {
        switch error.code {
        case .unreachable, .connectionFailed:
            Refusal(
                .unavailable, "the database can't be reached",
                advice: "Check PGHOST and PGPORT or --database; a local one is started by `make cluster`.")
        case .authenticationFailed:
            Refusal(
                .notAllowed, "the database refused the login", advice: "Check PGUSER and the password in ~/.pgpass.")
        case .unknownDatabase:
            Refusal(
                .configuration, "there is no database of this name",
                advice: "Check PGDATABASE, or make it: `sluse database init`.")
        case .misconfigured:
            Refusal(
                .configuration, "the connection is not set up right: \(error.explanation ?? "")",
                advice: "Mend the variables PGSERVICE, PGHOST, PGPORT and so on, the service file, or --database.")
        case .insecureHost:
            Refusal(
                .configuration, "the connection to another machine would not be verified",
                advice: "Set PGSSLMODE=verify-full and PGSSLROOTCERT.")
        case .connectionLost:
            Refusal(.unavailable, "the connection to the database was lost; nothing was changed", advice: "Try again.")
        case .inDoubt:
            Refusal(
                .tryAgain, "the connection was lost while the change was being saved: it may or may not have been",
                advice: "Look before you try again.")
        case .poolExhausted, .timedOut:
            Refusal(.unavailable, "the database did not answer in time", advice: "Try again in a moment.")
        case .encoding:
            Refusal(.badData, "a text holds a character that can't be stored")
        default: nil
        }
    }
}

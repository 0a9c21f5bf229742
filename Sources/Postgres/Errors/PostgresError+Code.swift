extension PostgresError {
    /// The kind of a failure. New kinds may be added, so a `switch` over the constants wants a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case server = "the server refused"
            case connectionFailed = "connecting failed"
            case authenticationFailed = "the server refused the login"
            case unknownDatabase = "the database does not exist"
            case unreachable = "the server can't be reached"
            case misconfigured = "the connection's settings can't be used"
            case insecureHost = "the host is not local and the connection would not be verified"
            case connectionLost = "the connection was lost"
            case inDoubt = "the connection was lost while the change was being committed"
            case encoding = "a parameter can't be sent"
            case decoding = "a row can't be read"
            case unexpectedRowCount = "the statement gave another number of rows than expected"
            case cancelled = "cancelled"
            case timedOut = "the deadline passed"
            case poolExhausted = "no connection became free in time"
            case poolClosed = "the database handle is closed"
            case misuse = "the connection was used in a way it does not support"
        }

        private let base: Base

        /// The server answered with an error; ``PostgresError/sqlState`` says which.
        public static let server = Code(base: .server)
        /// A connection could not be made, for a reason the other codes don't name.
        public static let connectionFailed = Code(base: .connectionFailed)
        /// The server refused user, password or certificate (SQLSTATE class 28).
        public static let authenticationFailed = Code(base: .authenticationFailed)
        /// The server has no database of that name (3D000).
        public static let unknownDatabase = Code(base: .unknownDatabase)
        /// Nothing answers at the address: no such host, no such socket, refused, or silent.
        public static let unreachable = Code(base: .unreachable)
        /// libpq can't use what the connection string, the environment or the service file says.
        public static let misconfigured = Code(base: .misconfigured)
        /// The host isn't local and `sslmode=verify-full` isn't set.
        public static let insecureHost = Code(base: .insecureHost)
        /// The connection broke; whatever was not committed is undone by the server.
        public static let connectionLost = Code(base: .connectionLost)
        /// The connection broke after `COMMIT` was sent: the change may or may not stand. Never retried by this module.
        public static let inDoubt = Code(base: .inDoubt)
        /// A parameter was refused before anything was sent.
        public static let encoding = Code(base: .encoding)
        /// A column did not hold what the row's type asked for.
        public static let decoding = Code(base: .decoding)
        /// A statement that must give exactly one row gave none or several.
        public static let unexpectedRowCount = Code(base: .unexpectedRowCount)
        /// The task was cancelled; the statement was cancelled on the server as well.
        public static let cancelled = Code(base: .cancelled)
        /// The deadline of the call passed; the statement was cancelled on the server as well.
        public static let timedOut = Code(base: .timedOut)
        /// No connection became free before the deadline, or too many callers are waiting already.
        public static let poolExhausted = Code(base: .poolExhausted)
        /// `close()` was called.
        public static let poolClosed = Code(base: .poolClosed)
        /// The statement doesn't fit where it was used, such as `COPY` outside `copyIn` or `COMMIT` inside a transaction.
        public static let misuse = Code(base: .misuse)

        /// The kind in words.
        public var description: String { base.rawValue }
    }
}

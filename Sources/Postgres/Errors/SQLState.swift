/// A five-character code by which PostgreSQL names an error, a warning or a success.
///
/// The constants carry the names of PostgreSQL's appendix A, so an error is met where it is expected:
///
/// ```swift
/// do {
///     try tx.execute(PoolStatements.open(pool))
/// } catch let error where error.sqlState == .uniqueViolation {
///     throw PoolError.nameTaken(pool.name)
/// }
/// ```
///
/// Source: PostgreSQL 15, appendix A "PostgreSQL Error Codes"; the files `SQLState+Classes….swift` are written
/// from the server's own list by `scripts/generate-sqlstates.sh`.
public struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The five characters, such as `23505`.
    public let rawValue: String

    /// Makes a code from its five characters; codes the list does not know are kept as they are.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The first two characters, which name the class: `23` is every violation of a constraint.
    public var classCode: Substring { rawValue.prefix(2) }

    /// The five characters, such as `23505`.
    public var description: String { rawValue }

    /// Lets a caught error be matched by its code: `catch SQLState.uniqueViolation`.
    public static func ~= (pattern: SQLState, error: any Error) -> Bool {
        (error as? PostgresError)?.sqlState == pattern
    }
}

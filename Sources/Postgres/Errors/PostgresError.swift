/// What went wrong between a caller and the PostgreSQL server.
///
/// One struct for the whole module. ``code`` says which kind of failure it is, ``sqlState`` and the names of constraint,
/// table and column say what the server objected to. Its description never shows data: the server's message, detail and hint
/// may quote a row, so they are kept apart in ``serverMessage``, ``detail`` and ``hint`` and shown only by those who decide to.
///
/// ```swift
/// do {
///     try await database.transaction { tx in try tx.execute(insert) }
/// } catch let error as PostgresError where error.sqlState == .uniqueViolation && error.constraint == "pool_name_key" {
///     …
/// }
/// ```
public struct PostgresError: Error, Sendable {
    /// The fields, behind one reference so that the error is one word wide wherever it is thrown.
    private final class Storage: Sendable {
        let fields: Fields
        init(_ fields: Fields) { self.fields = fields }
    }

    /// Everything an error can carry.
    struct Fields: Sendable {
        var code: Code
        var sqlState: SQLState?
        var explanation: String?
        var constraint: String?
        var schema: String?
        var table: String?
        var column: String?
        var dataType: String?
        var position: Int?
        var row: Int?
        var statement: String?
        var serverMessage: String?
        var detail: String?
        var hint: String?
        var context: String?
        var routine: String?
        var underlying: (any Error)?
    }

    private var storage: Storage

    init(_ fields: Fields) {
        storage = Storage(fields)
    }

    /// Makes an error of this module's own; a conforming codec reports what it can't express with `.encoding` or `.decoding`.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - explanation: One clause without data, such as "the text holds a NUL character".
    ///   - underlying: The error that caused it, where there is one.
    public init(_ code: Code, _ explanation: String, underlying: (any Error)? = nil) {
        self.init(Fields(code: code, explanation: explanation, underlying: underlying))
    }

    var fields: Fields { storage.fields }

    /// The same error with some fields changed.
    func with(_ change: (inout Fields) -> Void) -> PostgresError {
        var fields = storage.fields
        change(&fields)
        return PostgresError(fields)
    }

    /// The kind of failure.
    public var code: Code { storage.fields.code }
    /// The server's code for it; `nil` when the server had no part in it.
    public var sqlState: SQLState? { storage.fields.sqlState }
    /// What this module has to say about it, free of data.
    public var explanation: String? { storage.fields.explanation }
    /// The constraint that was violated.
    public var constraint: String? { storage.fields.constraint }
    /// The schema of the table, type or constraint concerned.
    public var schema: String? { storage.fields.schema }
    /// The table concerned.
    public var table: String? { storage.fields.table }
    /// The column concerned; for `.decoding` the result column that couldn't be read.
    public var column: String? { storage.fields.column }
    /// The data type the server names.
    public var dataType: String? { storage.fields.dataType }
    /// Where in the statement's text the server saw the error, counted in characters from 1.
    public var position: Int? { storage.fields.position }
    /// The row of a `COPY` that failed, counted from 1: as far as the server says, and by this module's own count else.
    public var row: Int? { storage.fields.row }
    /// The name of the ``Statement`` that failed.
    public var statement: String? { storage.fields.statement }
    /// The server's primary message. It may quote data: not for logs that others read.
    public var serverMessage: String? { storage.fields.serverMessage }
    /// The server's detail. It often quotes a row's key: not for logs that others read.
    public var detail: String? { storage.fields.detail }
    /// The server's hint. It may quote data.
    public var hint: String? { storage.fields.hint }
    /// The server's account of the functions and triggers it was in. It may quote data.
    public var context: String? { storage.fields.context }
    /// The function in the server's source that reported the error.
    public var routine: String? { storage.fields.routine }
    /// The error behind this one, where there is one; a row decoder's own error for `.decoding`.
    public var underlying: (any Error)? { storage.fields.underlying }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The same line as ``description``.
    public var debugDescription: String { description }

    /// Shows the line alone, because printing by reflection would print the server's words.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }

    /// One line without data: kind, code, statement and the names of what was concerned.
    public var description: String {
        var line = code.description
        if let explanation { line += ": \(explanation)" }
        if let sqlState { line += ", SQLSTATE \(sqlState)" }
        if let statement { line += ", statement \(statement)" }
        if let constraint { line += ", constraint \(constraint)" }
        if let table { line += ", table \(schema.map { $0 + "." } ?? "")\(table)" }
        if let column { line += ", column \(column)" }
        if let row { line += ", row \(row)" }
        if let position { line += ", position \(position)" }
        return line
    }
}

/// Reads the columns of one row from left to right.
///
/// It exists only inside a row decoder and can't be kept: what it reads lies in the server's answer.
public struct RowReader: ~Copyable {
    /// Where names and types come from; the values too, unless the row came by `COPY`.
    @usableFromInline let result: OpaquePointer
    @usableFromInline var row: Int32
    @usableFromInline var column: Int32 = 0
    @usableFromInline let columnCount: Int32
    /// The values of a row that came by `COPY`, each behind its length.
    private var copied: PostgresBytes?
    private var copiedColumn: Int32 = 0

    init(result: borrowing ResultHandle) {
        self.result = result.raw
        row = 0
        columnCount = ResultCells.columnCount(result.raw)
        copied = nil
    }

    /// Reads a row that came by `COPY`, with names and types from a description of its query.
    init(description: borrowing ResultHandle, values: consuming PostgresBytes) {
        result = description.raw
        row = 0
        columnCount = ResultCells.columnCount(description.raw)
        copied = consume values
    }

    /// Reads the next column as a value of the given type; `Optional` for a column that may be NULL.
    ///
    /// ```swift
    /// let name: String = try row.next()
    /// let end = try row.next(PostgresDate?.self)
    /// ```
    ///
    /// - Throws: `.decoding` with the column's name, the expected and the found type.
    @inlinable
    public mutating func next<Value: PostgresDecodable>(_ type: Value.Type = Value.self) throws(PostgresError) -> Value
    {
        let cell = try takeCell()
        do throws(PostgresError) {
            return cell.isNull ? try Value.fromPostgresNull() : try Value(from: cell)
        } catch {
            throw located(error)
        }
    }

    /// Passes over columns that are not wanted.
    public mutating func skip(_ columns: Int = 1) {
        column += Int32(clamping: columns)
    }

    /// Goes to the start of another row.
    mutating func move(to newRow: Int32) {
        row = newRow
        column = 0
    }

    @usableFromInline
    mutating func takeCell() throws(PostgresError) -> PostgresValue {
        guard column < columnCount else {
            throw PostgresError(.decoding, "the row has \(columnCount) columns and the decoder asks for another")
        }
        let index = column
        column += 1
        let type = ResultCells.type(result, index)
        guard copied == nil else { return try takeCopied(index, type: type) }
        return PostgresValue(bytes: ResultCells.bytes(result, row, index), type: type)
    }

    private mutating func takeCopied(_ index: Int32, type: UInt32) throws(PostgresError) -> PostgresValue {
        // Columns that were passed over still stand in front of this one.
        while true {
            guard let cell = try copied?.measured(type: type) else { return PostgresValue(bytes: nil, type: type) }
            copiedColumn += 1
            if copiedColumn > index { return cell }
        }
    }

    /// The error with the name of the column just read.
    @usableFromInline
    func located(_ error: PostgresError) -> PostgresError {
        let name = ResultCells.columnName(result, column - 1) ?? "\(column)"
        return error.with { if $0.column == nil { $0.column = name } }
    }
}

/// One row on its way into a table: its values, column by column.
public struct CopyRow: ~Copyable {
    private var buffer = PostgresBuffer()
    private var rowStart = 0
    private var columnCount: Int16 = 0
    private var expected: Int16?

    init() {
        buffer.reserveCapacity(CopyRow.pieceSize + 4096)
    }

    /// How many bytes are gathered before they are handed to libpq.
    static let pieceSize = 64 * 1024

    /// What every binary `COPY` begins with (PostgreSQL 15, "COPY", "File Formats").
    static let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]

    /// The signature, no flags and no extension.
    private static let header = signature + [UInt8](repeating: 0, count: 8)

    /// Adds the value of the next column.
    ///
    /// - Throws: `.encoding` when the value can't be sent.
    @inlinable
    public mutating func append<Value: PostgresEncodable>(_ value: Value) throws(PostgresError) {
        try write(value)
    }

    @usableFromInline
    mutating func write<Value: PostgresEncodable>(_ value: Value) throws(PostgresError) {
        guard columnCount < Int16.max else { throw PostgresError(.encoding, "a row has too many columns") }
        columnCount += 1
        try buffer.append(measured: value)
    }

    mutating func start() { buffer.append(bytes: Self.header) }

    mutating func beginRow() {
        rowStart = buffer.count
        columnCount = 0
        buffer.append(Int16(0))
    }

    /// Sets the number of columns in front of the row.
    mutating func endRow() throws(PostgresError) {
        if let expected, expected != columnCount {
            throw PostgresError(.encoding, "a row has \(columnCount) values and the first had \(expected)")
        }
        expected = columnCount
        buffer.overwrite(columnCount, at: rowStart)
    }

    mutating func finish() { buffer.append(Int16(-1)) }

    var isFull: Bool { buffer.count >= Self.pieceSize }

    /// Lends what has been gathered and forgets it.
    mutating func drain(_ body: (UnsafeRawBufferPointer) throws(PostgresError) -> Void) throws(PostgresError) {
        try buffer.withRawBytes(body)
        buffer.removeAll()
    }
}

/// The rows of a `COPY` in the binary format, taken one by one.
public struct CopiedRows<Row: Sendable>: ~Copyable {
    private let source: CopyOutSource
    private let statement: Statement<Row>
    private var message: CopiedData?
    private var offset = 0
    private var isAtStart = true

    init(_ source: CopyOutSource, _ statement: Statement<Row>) {
        self.source = source
        self.statement = statement
    }

    /// How many rows have been taken.
    public private(set) var count = 0

    /// The next row; `nil` after the last.
    ///
    /// - Throws: `.decoding` with statement, row and column; `.server`, `.cancelled`, `.timedOut` and `.connectionLost` when
    ///   the `COPY` ended early.
    public mutating func next() throws(PostgresError) -> Row? {
        do throws(PostgresError) {
            return try take()
        } catch {
            throw error.with { [count] in
                $0.statement = $0.statement ?? statement.name.description
                if $0.code == .decoding { $0.row = count }
            }
        }
    }

    private mutating func take() throws(PostgresError) -> Row? {
        while true {
            if let message, offset < message.bytes.count { return try read(message) }
            message = try source.next()
            offset = 0
            guard let message else { return nil }
            if isAtStart {
                offset = try Self.headerSize(message.bytes)
                isAtStart = false
            }
        }
    }

    private mutating func read(_ message: CopiedData) throws(PostgresError) -> Row? {
        let rest = UnsafeRawBufferPointer(rebasing: message.bytes[offset...])
        var bytes = PostgresBytes(rest)
        let columns = try bytes.integer(Int16.self)
        // A row of −1 columns is the end of the data; the end of the COPY is told by the message after it.
        guard columns >= 0 else {
            offset = message.bytes.count
            return try take()
        }
        count += 1
        let values = UnsafeRawBufferPointer(rebasing: rest[2..<2 + (try bytes.sizeOfMeasured(Int(columns)))])
        offset += 2 + values.count
        guard
            let row = try source.withDescription({ description throws(PostgresError) -> Row in
                var reader = RowReader(description: description, values: PostgresBytes(values))
                return try Rows.decoded(&reader, statement.name, statement.decode)
            })
        else { throw PostgresError(.misuse, "the query of the COPY was not described") }
        return row
    }

    /// The size of what stands before the first row: signature, flags and an extension.
    private static func headerSize(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) -> Int {
        guard bytes.starts(with: CopyRow.signature), bytes.count >= CopyRow.signature.count + 8 else {
            throw PostgresError(.decoding, "the server's COPY does not begin as the binary format does")
        }
        let at = CopyRow.signature.count + 4
        let extra = Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: at, as: Int32.self)))
        guard (0...bytes.count - at - 4).contains(extra) else {
            throw PostgresError(.decoding, "the server's COPY does not begin as the binary format does")
        }
        return at + 4 + extra
    }
}

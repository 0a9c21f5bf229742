/// The bytes of parameters or rows on their way to the server: one growing arena, big-endian like the protocol.
public struct PostgresBuffer: Sendable {
    @usableFromInline var bytes: [UInt8] = []

    init() {}

    /// How many bytes have been written.
    @inlinable
    public var count: Int { bytes.count }

    mutating func reserveCapacity(_ capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(contentsOf other: PostgresBuffer) { bytes.append(contentsOf: other.bytes) }

    /// Writes an integer in the protocol's byte order.
    @inlinable
    public mutating func append<Integer: FixedWidthInteger>(_ integer: Integer) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes raw bytes.
    @inlinable
    public mutating func append(bytes newBytes: some Sequence<UInt8>) {
        bytes.append(contentsOf: newBytes)
    }

    /// Writes text as UTF-8.
    ///
    /// - Throws: `.encoding` for a NUL character: PostgreSQL's text has none, and libpq would cut the value there in silence.
    public mutating func append(text: String) throws(PostgresError) {
        let start = bytes.count
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
        guard !bytes[start...].contains(0) else {
            throw PostgresError(.encoding, "the text holds a NUL character")
        }
    }

    /// Writes a value behind its length, as arrays, ranges and `COPY` rows hold it; −1 stands for NULL.
    @inlinable
    public mutating func append<Value: PostgresEncodable>(measured value: Value) throws(PostgresError) {
        guard !value.isPostgresNull else { return append(Int32(-1)) }
        let lengthAt = bytes.count
        append(Int32(0))
        try value.encode(into: &self)
        try setLength(at: lengthAt)
    }

    /// Writes over what stands at an offset.
    mutating func overwrite<Integer: FixedWidthInteger>(_ integer: Integer, at offset: Int) {
        withUnsafeBytes(of: integer.bigEndian) { source in
            for index in source.indices { bytes[offset + index] = source[index] }
        }
    }

    func withRawBytes(_ body: (UnsafeRawBufferPointer) throws(PostgresError) -> Void) throws(PostgresError) {
        var failure: PostgresError?
        bytes.withUnsafeBytes { raw in
            do throws(PostgresError) { try body(raw) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    @usableFromInline
    mutating func setLength(at offset: Int) throws(PostgresError) {
        guard let length = Int32(exactly: bytes.count - offset - 4) else {
            throw PostgresError(.encoding, "a value is larger than 2 GiB")
        }
        withUnsafeBytes(of: length.bigEndian) { source in
            for index in 0..<4 { bytes[offset + index] = source[index] }
        }
    }
}

/// One value as the server sent it: its type and its bytes in the binary format.
///
/// A value exists only while it is decoded. Decoders of composite types take it apart with ``reader()``.
public struct PostgresValue: ~Copyable {
    /// The object identifier of the value's type. A domain's value comes as its base type.
    public let type: UInt32
    @usableFromInline let bytes: UnsafeRawBufferPointer?

    @inlinable
    init(bytes: UnsafeRawBufferPointer?, type: UInt32) {
        self.bytes = bytes
        self.type = type
    }

    /// Whether the value is NULL; a decoder is never asked to read NULL.
    @inlinable
    public var isNull: Bool { bytes == nil }

    /// How many bytes the value has.
    @inlinable
    public var count: Int { bytes?.count ?? 0 }

    /// Lends the bytes; they must not be kept.
    @inlinable
    public func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws(PostgresError) -> Result
    ) throws(PostgresError) -> Result {
        try body(bytes ?? UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// Reads the whole value as one big-endian integer.
    ///
    /// - Throws: `.decoding` when the value has another size.
    @inlinable
    public func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self) throws(PostgresError)
        -> Integer
    {
        guard let bytes, bytes.count == MemoryLayout<Integer>.size else { throw malformed(Integer.self) }
        return Integer(bigEndian: bytes.loadUnaligned(as: Integer.self))
    }

    /// A cursor over the bytes, for values made of several parts.
    public func reader() -> PostgresBytes { PostgresBytes(bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)) }

    /// The error for a value of another type than wanted.
    public func mismatch(expected: PostgresType) -> PostgresError {
        PostgresError(.decoding, "expected \(expected.name), found \(PostgresType.describe(type))")
    }

    /// The error for a value whose bytes are not what its type promises.
    public func malformed<Wanted>(_ wanted: Wanted.Type) -> PostgresError {
        PostgresError(.decoding, "\(count) bytes of \(PostgresType.describe(type)) do not make a \(wanted)")
    }
}

/// A cursor over the bytes of one value.
public struct PostgresBytes: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// How many bytes are left.
    public var remaining: Int { bytes.count - offset }

    /// Reads a big-endian integer.
    ///
    /// - Throws: `.decoding` when too few bytes are left.
    public mutating func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self)
        throws(PostgresError) -> Integer
    {
        let size = MemoryLayout<Integer>.size
        guard remaining >= size else { throw Self.short }
        defer { offset += size }
        return Integer(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }

    /// Reads a value that stands behind its length.
    ///
    /// - Parameter type: The type the value has according to its container.
    public mutating func measured(type: UInt32) throws(PostgresError) -> PostgresValue {
        let length = Int(try integer(Int32.self))
        guard length >= 0 else { return PostgresValue(bytes: nil, type: type) }
        guard remaining >= length else { throw Self.short }
        defer { offset += length }
        return PostgresValue(bytes: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length]), type: type)
    }

    /// How many bytes the next so many values take that each stand behind their length.
    ///
    /// - Throws: `.decoding` when the bytes end before the last of them does.
    func sizeOfMeasured(_ count: Int) throws(PostgresError) -> Int {
        var end = offset
        for _ in 0..<count {
            guard bytes.count - end >= 4 else { throw Self.short }
            end += 4 + max(0, Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: end, as: Int32.self))))
            guard end <= bytes.count else { throw Self.short }
        }
        return end - offset
    }

    private static var short: PostgresError { PostgresError(.decoding, "the value ends in the middle") }
}

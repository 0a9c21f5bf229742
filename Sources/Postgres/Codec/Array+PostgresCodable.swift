extension Array: PostgresEncodable where Element: PostgresEncodable {
    /// The array type over the elements' type; `bytea` for bytes.
    public static var postgresType: PostgresType { Element.postgresArrayType }

    /// Writes a one-dimensional array.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        try Element.encodeArray(self, into: &buffer)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    /// Reads an array of at most one dimension.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        self = try Element.decodeArray(from: value)
    }
}

extension PostgresEncodable {
    /// Writes dimensions, a flag for NULLs, the elements' type, and each element behind its length.
    ///
    /// Elements of a type that the schema creates are sent without its identifier; the server takes it from the place.
    ///
    /// - Throws: `.encoding` for arrays of arrays, because this module writes one dimension only.
    public static func encodeArray(_ array: [Self], into buffer: inout PostgresBuffer) throws(PostgresError) {
        guard !postgresType.isArray else {
            throw PostgresError(.encoding, "arrays of \(postgresType.name) would have two dimensions")
        }
        buffer.append(Int32(array.isEmpty ? 0 : 1))
        buffer.append(Int32(array.contains { $0.isPostgresNull } ? 1 : 0))
        buffer.append(postgresType.oid)
        guard !array.isEmpty else { return }
        guard let count = Int32(exactly: array.count) else {
            throw PostgresError(.encoding, "the array has too many elements")
        }
        buffer.append(count)
        buffer.append(Int32(1))
        for element in array { try buffer.append(measured: element) }
    }
}

extension PostgresDecodable {
    /// Reads the elements one by one.
    public static func decodeArray(from value: borrowing PostgresValue) throws(PostgresError) -> [Self] {
        var reader = value.reader()
        guard PostgresType.mayBeArray(value.type), reader.remaining >= 12 else {
            throw PostgresError(.decoding, "expected an array, found \(PostgresType.describe(value.type))")
        }
        let dimensions = try reader.integer(Int32.self)
        _ = try reader.integer(Int32.self)
        let elementType = try reader.integer(UInt32.self)
        // An empty array has no dimension, and nothing after the type of its elements.
        if dimensions == 0, reader.remaining == 0 { return [] }
        guard dimensions == 1 else {
            throw PostgresError(.decoding, "expected an array of one dimension, found \(dimensions)")
        }
        let count = Int(try reader.integer(Int32.self))
        _ = try reader.integer(Int32.self)
        // Each element takes at least its length, so a count that the bytes can't hold is refused before it is reserved.
        guard count >= 0, count <= reader.remaining / 4 else { throw value.malformed([Self].self) }
        var elements: [Self] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            let element = try reader.measured(type: elementType)
            elements.append(element.isNull ? try fromPostgresNull() : try Self(from: element))
        }
        guard reader.remaining == 0 else { throw value.malformed([Self].self) }
        return elements
    }
}

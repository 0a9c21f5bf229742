/// A JSON document as its text.
public struct PostgresJSON: Hashable, Sendable {
    /// The document's text.
    public let text: String

    /// Wraps a document; the server checks that it is one.
    public init(_ text: String) {
        self.text = text
    }
}

extension PostgresJSON: PostgresCodable {
    /// `jsonb`.
    public static var postgresType: PostgresType { .jsonb }

    /// The only version of the binary format there is.
    private static let version: UInt8 = 1

    /// Writes the version and the text.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        buffer.append(Self.version)
        try buffer.append(text: text)
    }

    /// Reads a `jsonb` or a `json`.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        switch value.type {
        case 3802:
            self = try value.withBytes { bytes throws(PostgresError) in
                guard bytes.first == Self.version else {
                    throw PostgresError(.decoding, "the server sent an unknown version of jsonb")
                }
                return PostgresJSON(String(decoding: bytes.dropFirst(), as: UTF8.self))
            }
        case 114: self.init(try String(from: value))
        default: throw value.mismatch(expected: .jsonb)
        }
    }
}

public import FoundationEssentials

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

extension PostgresJSON {
    /// Makes a document from a value.
    ///
    /// - Throws: `.encoding` with the encoder's error as the cause.
    public init(encoding value: some Encodable, with encoder: JSONEncoder = JSONEncoder()) throws(PostgresError) {
        do {
            self.init(String(decoding: try encoder.encode(value), as: UTF8.self))
        } catch {
            throw PostgresError(.encoding, "a value can't be written as JSON", underlying: error)
        }
    }

    /// Reads the document as a value.
    ///
    /// - Throws: `.decoding` with the decoder's error as the cause.
    public func decoded<Value: Decodable>(
        as type: Value.Type = Value.self, with decoder: JSONDecoder = JSONDecoder()
    ) throws(PostgresError) -> Value {
        do {
            return try decoder.decode(type, from: Data(text.utf8))
        } catch {
            throw PostgresError(.decoding, "the document does not make a \(type)", underlying: error)
        }
    }
}

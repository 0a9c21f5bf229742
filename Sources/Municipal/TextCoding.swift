/// Values that are one string in JSON share how they are decoded and encoded.
extension Decoder {
    func decodeText<Value: TextParsable>() throws -> Value {
        let container = try singleValueContainer()
        do {
            return try Value(parsing: try container.decode(String.self))
        } catch let error as InputError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
        }
    }
}

extension Encoder {
    func encodeText(_ text: String) throws {
        var container = singleValueContainer()
        try container.encode(text)
    }
}

import Municipal
import Testing

/// The day written in ISO form; a test fails where it stands if the day does not exist.
func day(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> Day {
    try #require(Day(iso: text), sourceLocation: location)
}

/// The error that reading this text as that value gives.
func refusal<Value: TextParsable>(_ type: Value.Type, _ text: String) -> InputError? {
    do {
        _ = try Value(parsing: text)
        return nil
    } catch {
        return error
    }
}

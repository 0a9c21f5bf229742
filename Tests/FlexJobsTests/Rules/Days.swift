import FlexJobs
import Municipal
import Testing

/// The day written in ISO form; a test fails where it stands if the day does not exist.
func day(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> Day {
    try #require(Day(iso: text), sourceLocation: location)
}

/// The period `[from, to)` written in ISO form; no end is `nil`.
func span(_ from: String, _ to: String?, _ location: SourceLocation = #_sourceLocation) throws -> DateSpan {
    try DateSpan(from: day(from, location), to: to.map { try day($0, location) })
}

/// The code with which a rule refuses, or `nil` if it does not.
func refusal<Value>(_ body: () throws(RuleRefusal) -> Value) -> RuleRefusal? {
    do {
        _ = try body()
        return nil
    } catch {
        return error
    }
}

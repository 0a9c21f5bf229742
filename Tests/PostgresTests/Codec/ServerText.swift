import Postgres
import Testing

/// Sends each value, and asks for it back as a value and as the server's text, and for what the server makes of our text.
///
/// One round trip a value: what was sent must be what was understood, and what is read must be what stands there.
func agreesWithServer<T: PostgresCodable & Equatable>(
    _ values: [T], type: SQL, seed: UInt64, text: @escaping @Sendable (T) -> String = { String(describing: $0) },
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    try await TestServer.withDatabase(poolSize: 1) { database in
        try await database.transaction(.readOnly, settings: [LocalSetting("intervalstyle", "iso_8601")]) { tx in
            for value in values {
                let ours = text(value)
                let echo = Statement(
                    "echo",
                    """
                    SELECT \(value)::\(fragment: type), \(value)::\(fragment: type)::text,
                        \(ours)::text::\(fragment: type)
                    """
                ) { row in (try row.next(T.self), try row.next(String.self), try row.next(T.self)) }
                let (back, theirs, read) = try tx.one(echo)
                #expect(
                    back == value && theirs == ours && read == value,
                    "\(ours) came back as \(back), reads \(theirs) there; seed \(seed)", sourceLocation: sourceLocation)
            }
        }
    }
}

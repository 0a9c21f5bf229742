/// A piece of SQL with its parameters.
///
/// It is written as a string literal. An interpolated value becomes a parameter, sent apart from the text; it is never
/// part of the text, whatever it holds:
///
/// ```swift
/// let open: SQL = "SELECT id, name FROM sluse.pool WHERE tenant_id = \(tenant) AND name = \(name)"
/// ```
///
/// Two labelled interpolations put something into the text itself: `\(identifier:)` a quoted name, `\(fragment:)` another
/// `SQL` with its parameters. There is no way from a `String` to `SQL`, so text from outside can't become a statement.
///
/// A value that can't be sent, such as text with a NUL character, is reported when the statement is run.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// One parameter: where its placeholder stands in the text, its type, and where its bytes end in the arena.
    struct Slot: Sendable {
        /// The offset of `$` in the text's UTF-8.
        var textOffset: Int32
        var type: UInt32
        /// The end of the value in the arena; negative for NULL.
        var end: Int32
    }

    var text: String
    var slots: [Slot]
    var values: PostgresBuffer
    /// The first parameter that couldn't be encoded.
    var problem: PostgresError?

    /// Makes a piece of SQL from a literal without interpolations.
    public init(stringLiteral value: StaticString) {
        text = value.description
        slots = []
        values = PostgresBuffer()
    }

    /// Makes a piece of SQL from a literal with interpolations.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    init(text: String) {
        self.text = text
        slots = []
        values = PostgresBuffer()
    }

    /// Puts two pieces one after the other; the parameters are counted on.
    public static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.append(right)
        return sum
    }

    /// Puts the pieces one after the other with `separator` between them, such as the rows of `VALUES`.
    public static func joined(_ pieces: some Sequence<SQL>, separator: SQL = ", ") -> SQL {
        var whole = SQL(text: "")
        var isFirst = true
        for piece in pieces {
            if !isFirst { whole.append(separator) }
            whole.append(piece)
            isFirst = false
        }
        return whole
    }

    /// The text and the types alone: what may be kept when the values must not be.
    var withoutValues: SQL {
        var copy = self
        copy.values = PostgresBuffer()
        return copy
    }

    mutating func append(_ other: SQL) {
        if problem == nil { problem = other.problem }
        guard !other.slots.isEmpty else {
            text += other.text
            return
        }
        let base = values.count
        let bytes = other.text.utf8
        var copied = bytes.startIndex
        for slot in other.slots {
            let dollar = bytes.index(bytes.startIndex, offsetBy: Int(slot.textOffset))
            text += other.text[copied..<dollar]
            copied = bytes[bytes.index(after: dollar)...].firstIndex { !(48...57).contains($0) } ?? bytes.endIndex
            appendPlaceholder(type: slot.type, end: slot.end < 0 ? -1 : slot.end + Int32(base))
        }
        text += other.text[copied...]
        values.append(contentsOf: other.values)
    }

    mutating func appendPlaceholder(type: UInt32, end: Int32) {
        slots.append(Slot(textOffset: Int32(text.utf8.count), type: type, end: end))
        text += "$"
        text += String(slots.count)
    }
}

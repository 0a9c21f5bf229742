public import Municipal
public import Postgres

/// The running number of a citizen in its municipality, as people write and say it: `B-17`.
///
/// It says nothing about the person, so it may stand in lists, letters and arguments. Two municipalities both have a `B-1`.
///
/// ```swift
/// let citizen = try CitizenNumber(parsing: "B-17")      // "b17" and "17" are the same
/// ```
public struct CitizenNumber: RawRepresentable, Hashable, Sendable {
    /// The number without its letter; from 1 up.
    public let rawValue: Int32

    /// Makes a number; one that isn't positive belongs to nobody.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

extension CitizenNumber: PostgresCodable {}

extension CitizenNumber: Comparable {
    /// Orders by number.
    public static func < (left: CitizenNumber, right: CitizenNumber) -> Bool { left.rawValue < right.rawValue }
}

extension CitizenNumber: CustomStringConvertible {
    /// The number as people write it, such as `B-17`.
    public var description: String { "B-\(rawValue)" }
}

extension CitizenNumber: TextParsable {
    /// Reads `B-17`, `b17` or `17`.
    ///
    /// - Throws: `InputError` whose message repeats nothing that could be a CPR number.
    public init(parsing text: String) throws(InputError) {
        var digits = text.filter { !$0.isWhitespace }[...]
        if let letter = digits.first, letter == "B" || letter == "b" {
            digits = digits.dropFirst()
            if digits.first == "-" { digits = digits.dropFirst() }
        }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), digits.utf8.count <= 9,
            let number = Int32(digits), number > 0
        else {
            throw InputError(
                .line, .malformed, "\(Redaction.quoted(text)) is not a citizen's number: write it as B-17 or 17")
        }
        rawValue = number
    }
}

extension CitizenNumber: Codable {
    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `InputError` for anything else.
    public init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the number as people write it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

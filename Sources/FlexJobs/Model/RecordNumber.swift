public import Municipal
public import Postgres

/// The number people use for a record: C-4 is the fourth coverage of its municipality.
///
/// The letter may be left out when it is written in a command.
public struct RecordNumber<Kind: RecordKind>: RawRepresentable, Sendable, Hashable, Comparable, PostgresCodable,
    TextParsable
{
    /// The number alone.
    public let rawValue: Int32

    /// A record by its number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Reads `C-4`, `c4` or `4`.
    ///
    /// - Throws: `InputError` that says how the number is written.
    public init(parsing text: String) throws(InputError) {
        var digits = text[...]
        if digits.first?.uppercased() == Kind.letter {
            digits = digits.dropFirst()
            if digits.first == "-" { digits = digits.dropFirst() }
        }
        guard digits.allSatisfy({ ("0"..."9").contains($0) }), let number = Int32(digits), number > 0 else {
            throw InputError(
                .line, .malformed,
                "\(Redaction.quoted(text)) is not the number of \(Kind.what): write it as \(Kind.letter)-17 or 17")
        }
        self.init(rawValue: number)
    }

    /// The lower number first.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension RecordNumber: CustomStringConvertible, Encodable {
    /// As people write it: `C-4`.
    public var description: String { "\(Kind.letter)-\(rawValue)" }

    /// As it is written for scripts: `"C-4"`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A kind of record that people refer to by number.
public protocol RecordKind: Sendable {
    /// The letter before the number.
    static var letter: String { get }
    /// What it is, with its article.
    static var what: String { get }
}

/// Coverages: C-4.
public enum CoverageRecord: RecordKind {
    /// The letter before the number.
    public static let letter = "C"
    /// What it is.
    public static let what = "a coverage"
}

/// Entries of a waiting list: W-12.
public enum WaitingRecord: RecordKind {
    /// The letter before the number.
    public static let letter = "W"
    /// What it is.
    public static let what = "a waiting entry"
}

/// Offers: O-9.
public enum OfferRecord: RecordKind {
    /// The letter before the number.
    public static let letter = "O"
    /// What it is.
    public static let what = "an offer"
}

/// Leaves to exceed a budget: P-2.
public enum PermitRecord: RecordKind {
    /// The letter before the number.
    public static let letter = "P"
    /// What it is.
    public static let what = "a permit"
}

/// The number of a coverage.
public typealias CoverageNumber = RecordNumber<CoverageRecord>
/// The number of a waiting entry.
public typealias WaitingNumber = RecordNumber<WaitingRecord>
/// The number of an offer.
public typealias OfferNumber = RecordNumber<OfferRecord>
/// The number of a budget permit.
public typealias PermitNumber = RecordNumber<PermitRecord>

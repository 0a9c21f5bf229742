/// The flags in front of a range, from PostgreSQL's `rangetypes.h`.
private enum RangeFlag {
    static let empty: UInt8 = 0x01
    static let includesLower: UInt8 = 0x02
    static let includesUpper: UInt8 = 0x04
    static let lowerUnbounded: UInt8 = 0x08
    static let upperUnbounded: UInt8 = 0x10
}

extension PostgresRange: PostgresEncodable {
    /// The range type over the bounds' type.
    public static var postgresType: PostgresType { Bound.postgresRangeType }

    /// Writes the flags and the bounds there are.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        guard case .bounds(let lower, let upper, let includesLower, let includesUpper) = self else {
            return buffer.append(RangeFlag.empty)
        }
        var flags: UInt8 = 0
        // A missing bound is never included; the server would say so by normalising the flags.
        if lower == nil { flags |= RangeFlag.lowerUnbounded } else if includesLower { flags |= RangeFlag.includesLower }
        if upper == nil { flags |= RangeFlag.upperUnbounded } else if includesUpper { flags |= RangeFlag.includesUpper }
        buffer.append(flags)
        if let lower { try buffer.append(measured: lower) }
        if let upper { try buffer.append(measured: upper) }
    }
}

extension PostgresRange: PostgresDecodable {
    /// Reads a range over the bounds' type.
    ///
    /// A missing bound is neither in nor out; it is read as ``init(from:to:)`` writes it, so that ranges can be compared.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard let element = Self.elementType(of: value.type) else {
            throw value.mismatch(expected: Bound.postgresRangeType)
        }
        var reader = value.reader()
        let flags = try reader.integer(UInt8.self)
        guard flags & RangeFlag.empty == 0 else {
            self = .empty
            return
        }
        var lower: Bound?
        var upper: Bound?
        if flags & RangeFlag.lowerUnbounded == 0 {
            lower = try Bound(from: try reader.measured(type: element))
        }
        if flags & RangeFlag.upperUnbounded == 0 {
            upper = try Bound(from: try reader.measured(type: element))
        }
        guard reader.remaining == 0 else { throw value.malformed(Self.self) }
        self = .bounds(
            lower: lower, upper: upper,
            includesLower: lower == nil || flags & RangeFlag.includesLower != 0,
            includesUpper: upper != nil && flags & RangeFlag.includesUpper != 0)
    }

    /// The type of the bounds of a range type; the bound's own decoder decides whether it can read it.
    ///
    /// The bounds of a range type that a schema creates are taken to be what `Bound` is.
    private static func elementType(of range: UInt32) -> UInt32? {
        switch range {
        case PostgresType.int4range.oid: PostgresType.int4.oid
        case PostgresType.int8range.oid: PostgresType.int8.oid
        case PostgresType.numrange.oid: PostgresType.numeric.oid
        case PostgresType.tsrange.oid: PostgresType.timestamp.oid
        case PostgresType.tstzrange.oid: PostgresType.timestamptz.oid
        case PostgresType.daterange.oid: PostgresType.date.oid
        case PostgresType.firstOfSchema...: Bound.postgresType.oid
        default: nil
        }
    }
}

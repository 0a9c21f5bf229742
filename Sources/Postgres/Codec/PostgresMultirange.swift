/// A multirange of PostgreSQL: ranges that neither overlap nor touch, in order.
///
/// What is sent may be in any order; the server sorts and joins the ranges, so what comes back may have fewer of them.
/// The empty multirange has no range.
public struct PostgresMultirange<Bound: PostgresRangeBound>: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// The ranges.
    public var ranges: [PostgresRange<Bound>]

    /// Makes a multirange of ranges.
    public init(_ ranges: [PostgresRange<Bound>] = []) {
        self.ranges = ranges
    }

    /// Makes a multirange of ranges.
    public init(arrayLiteral ranges: PostgresRange<Bound>...) {
        self.ranges = ranges
    }

    /// Whether it holds nothing.
    public var isEmpty: Bool { ranges.allSatisfy(\.isEmpty) }
}

extension PostgresMultirange: CustomStringConvertible {
    /// The multirange as PostgreSQL writes it, such as `{[1,5),[7,9)}`.
    public var description: String { "{" + ranges.map(\.description).joined(separator: ",") + "}" }
}

extension PostgresMultirange: PostgresCodable {
    /// The multirange type over the bounds' type.
    public static var postgresType: PostgresType { Bound.postgresMultirangeType }

    /// Writes the number of ranges, and each behind its length.
    ///
    /// - Throws: `.encoding` when a bound can't be sent.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        buffer.append(Int32(clamping: ranges.count))
        for range in ranges { try buffer.append(measured: range) }
    }

    /// Reads a multirange over the bounds' type.
    ///
    /// - Throws: `.decoding` when the value is none.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard let range = Self.rangeType(of: value.type) else {
            throw value.mismatch(expected: Bound.postgresMultirangeType)
        }
        var reader = value.reader()
        let count = Int(try reader.integer(Int32.self))
        guard count >= 0, count <= reader.remaining / 5 else { throw value.malformed(Self.self) }
        ranges = []
        ranges.reserveCapacity(count)
        for _ in 0..<count { ranges.append(try PostgresRange(from: try reader.measured(type: range))) }
        guard reader.remaining == 0 else { throw value.malformed(Self.self) }
    }

    private static func rangeType(of multirange: UInt32) -> UInt32? {
        switch multirange {
        case PostgresType.int4multirange.oid: PostgresType.int4range.oid
        case PostgresType.int8multirange.oid: PostgresType.int8range.oid
        case PostgresType.nummultirange.oid: PostgresType.numrange.oid
        case PostgresType.tsmultirange.oid: PostgresType.tsrange.oid
        case PostgresType.tstzmultirange.oid: PostgresType.tstzrange.oid
        case PostgresType.datemultirange.oid: PostgresType.daterange.oid
        case PostgresType.firstOfSchema...: multirange
        default: nil
        }
    }
}

extension PostgresNumeric: PostgresCodable {
    /// `numeric`.
    public static var postgresType: PostgresType { .numeric }

    /// Writes the number of groups, weight, sign, scale and the groups.
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        buffer.append(UInt16(groups.count))
        buffer.append(weight)
        buffer.append(sign.rawValue)
        buffer.append(scale)
        for group in groups { buffer.append(group) }
    }

    /// Reads a `numeric`.
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        guard value.type == 1700 else { throw value.mismatch(expected: .numeric) }
        var reader = value.reader()
        let count = Int(try reader.integer(UInt16.self))
        let weight: Int16 = try reader.integer()
        guard let sign = Sign(rawValue: try reader.integer()), reader.remaining == 2 + 2 * count else {
            throw value.malformed(PostgresNumeric.self)
        }
        let scale: UInt16 = try reader.integer()
        var groups: [Int16] = []
        groups.reserveCapacity(count)
        for _ in 0..<count { groups.append(try reader.integer()) }
        guard groups.allSatisfy({ (0...9999).contains($0) }) else { throw value.malformed(PostgresNumeric.self) }
        self.init(sign: sign, weight: weight, scale: scale, groups: groups)
    }
}

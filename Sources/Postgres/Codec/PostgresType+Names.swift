extension PostgresType {
    /// The name of a built-in type for error messages, or its identifier.
    static func describe(_ oid: UInt32) -> String {
        if let scalar = scalars[oid] { return scalar.name }
        return arrayNames[oid] ?? "the type with OID \(oid)"
    }

    /// Whether a value of the type may be an array: a built-in type known to be none is not.
    static func mayBeArray(_ oid: UInt32) -> Bool { scalars[oid] == nil }

    private static let scalars = Dictionary(uniqueKeysWithValues: known.map { ($0.oid, $0) })

    private static let arrayNames = Dictionary(
        uniqueKeysWithValues: known.filter { $0.arrayOID != 0 }.map { ($0.arrayOID, $0.array.name) })

    private static let known: [PostgresType] = [
        bool, bytea, char, int8, int2, int4, text, float4, float8, date, time, timestamp, timestamptz, interval,
        numeric,
        uuid, jsonb, int4range, numrange, tsrange, tstzrange, daterange, int8range, int4multirange, nummultirange,
        tsmultirange, tstzmultirange, datemultirange, int8multirange,
        PostgresType(oid: 19, arrayOID: 1003, name: "name"), PostgresType(oid: 26, arrayOID: 1028, name: "oid"),
        PostgresType(oid: 28, arrayOID: 1011, name: "xid"), PostgresType(oid: 114, arrayOID: 199, name: "json"),
        PostgresType(oid: 142, arrayOID: 143, name: "xml"), PostgresType(oid: 650, arrayOID: 651, name: "cidr"),
        PostgresType(oid: 705, arrayOID: 0, name: "unknown"), PostgresType(oid: 790, arrayOID: 791, name: "money"),
        PostgresType(oid: 829, arrayOID: 1040, name: "macaddr"), PostgresType(oid: 869, arrayOID: 1041, name: "inet"),
        PostgresType(oid: 1042, arrayOID: 1014, name: "bpchar"),
        PostgresType(oid: 1043, arrayOID: 1015, name: "varchar"),
        PostgresType(oid: 1266, arrayOID: 1270, name: "timetz"), PostgresType(oid: 1560, arrayOID: 1561, name: "bit"),
        PostgresType(oid: 1562, arrayOID: 1563, name: "varbit"),
        PostgresType(oid: 2205, arrayOID: 2210, name: "regclass"),
        PostgresType(oid: 2249, arrayOID: 2287, name: "record"), PostgresType(oid: 2278, arrayOID: 0, name: "void"),
        PostgresType(oid: 5069, arrayOID: 271, name: "xid8"),
    ]
}

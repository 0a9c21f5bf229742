/// A data type of PostgreSQL, by its object identifier.
///
/// The built-in types have fixed identifiers. A type that a schema creates gets its identifier there, so it is `named(_:)`:
/// the parameter is sent without an identifier and the server takes the type from where the parameter stands.
///
/// Source: `pg_type.dat` of PostgreSQL 15.
public struct PostgresType: Hashable, Sendable {
    /// The object identifier; 0 leaves the choice to the server.
    public let oid: UInt32
    /// The identifier of the array over this type; 0 leaves the choice to the server.
    public let arrayOID: UInt32
    /// The name that errors show.
    public let name: String

    /// Makes a type with fixed identifiers, such as those of an extension that is always created the same way.
    public init(oid: UInt32, arrayOID: UInt32, name: String) {
        self.oid = oid
        self.arrayOID = arrayOID
        self.name = name
    }

    /// A type of the schema, such as an enumeration: the server infers it from the parameter's place.
    public static func named(_ name: String) -> PostgresType { PostgresType(oid: 0, arrayOID: 0, name: name) }

    /// The type of arrays over this one.
    public var array: PostgresType { PostgresType(oid: arrayOID, arrayOID: 0, name: name + "[]") }

    /// `boolean`.
    public static var bool: PostgresType { PostgresType(oid: 16, arrayOID: 1000, name: "bool") }
    /// `bytea`.
    public static var bytea: PostgresType { PostgresType(oid: 17, arrayOID: 1001, name: "bytea") }
    /// `"char"`, one byte.
    public static var char: PostgresType { PostgresType(oid: 18, arrayOID: 1002, name: "\"char\"") }
    /// `bigint`.
    public static var int8: PostgresType { PostgresType(oid: 20, arrayOID: 1016, name: "int8") }
    /// `smallint`.
    public static var int2: PostgresType { PostgresType(oid: 21, arrayOID: 1005, name: "int2") }
    /// `integer`.
    public static var int4: PostgresType { PostgresType(oid: 23, arrayOID: 1007, name: "int4") }
    /// `text`.
    public static var text: PostgresType { PostgresType(oid: 25, arrayOID: 1009, name: "text") }
    /// `double precision`.
    public static var float8: PostgresType { PostgresType(oid: 701, arrayOID: 1022, name: "float8") }
    /// `date`.
    public static var date: PostgresType { PostgresType(oid: 1082, arrayOID: 1182, name: "date") }
    /// `timestamp with time zone`.
    public static var timestamptz: PostgresType { PostgresType(oid: 1184, arrayOID: 1185, name: "timestamptz") }
    /// `interval`.
    public static var interval: PostgresType { PostgresType(oid: 1186, arrayOID: 1187, name: "interval") }
    /// `numeric`.
    public static var numeric: PostgresType { PostgresType(oid: 1700, arrayOID: 1231, name: "numeric") }
    /// `uuid`.
    public static var uuid: PostgresType { PostgresType(oid: 2950, arrayOID: 2951, name: "uuid") }
    /// `jsonb`.
    public static var jsonb: PostgresType { PostgresType(oid: 3802, arrayOID: 3807, name: "jsonb") }
    /// `int4range`.
    public static var int4range: PostgresType { PostgresType(oid: 3904, arrayOID: 3905, name: "int4range") }
    /// `numrange`.
    public static var numrange: PostgresType { PostgresType(oid: 3906, arrayOID: 3907, name: "numrange") }
    /// `tstzrange`.
    public static var tstzrange: PostgresType { PostgresType(oid: 3910, arrayOID: 3911, name: "tstzrange") }
    /// `daterange`.
    public static var daterange: PostgresType { PostgresType(oid: 3912, arrayOID: 3913, name: "daterange") }
    /// `int8range`.
    public static var int8range: PostgresType { PostgresType(oid: 3926, arrayOID: 3927, name: "int8range") }
}

extension PostgresType {
    /// The name of a built-in type for error messages, or its identifier.
    static func describe(_ oid: UInt32) -> String {
        names[oid] ?? "the type with OID \(oid)"
    }

    private static let names: [UInt32: String] = {
        let known: [PostgresType] = [
            bool, bytea, char, int8, int2, int4, text, float8, date, timestamptz, interval, numeric, uuid, jsonb,
            int4range, numrange, tstzrange, daterange, int8range,
            PostgresType(oid: 19, arrayOID: 1003, name: "name"), PostgresType(oid: 26, arrayOID: 1028, name: "oid"),
            PostgresType(oid: 114, arrayOID: 199, name: "json"), PostgresType(oid: 142, arrayOID: 143, name: "xml"),
            PostgresType(oid: 700, arrayOID: 1021, name: "float4"),
            PostgresType(oid: 705, arrayOID: 0, name: "unknown"),
            PostgresType(oid: 1042, arrayOID: 1014, name: "bpchar"),
            PostgresType(oid: 1043, arrayOID: 1015, name: "varchar"),
            PostgresType(oid: 1083, arrayOID: 1183, name: "time"),
            PostgresType(oid: 1114, arrayOID: 1115, name: "timestamp"),
            PostgresType(oid: 2249, arrayOID: 2287, name: "record"), PostgresType(oid: 2278, arrayOID: 0, name: "void"),
        ]
        var names: [UInt32: String] = [:]
        for type in known {
            names[type.oid] = type.name
            if type.arrayOID != 0 { names[type.arrayOID] = type.name + "[]" }
        }
        return names
    }()
}

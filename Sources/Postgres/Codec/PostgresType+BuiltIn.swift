/// The built-in types that this module has values for.
extension PostgresType {
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
    /// `real`.
    public static var float4: PostgresType { PostgresType(oid: 700, arrayOID: 1021, name: "float4") }
    /// `double precision`.
    public static var float8: PostgresType { PostgresType(oid: 701, arrayOID: 1022, name: "float8") }
    /// `date`.
    public static var date: PostgresType { PostgresType(oid: 1082, arrayOID: 1182, name: "date") }
    /// `time without time zone`.
    public static var time: PostgresType { PostgresType(oid: 1083, arrayOID: 1183, name: "time") }
    /// `timestamp without time zone`.
    public static var timestamp: PostgresType { PostgresType(oid: 1114, arrayOID: 1115, name: "timestamp") }
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
    /// `tsrange`.
    public static var tsrange: PostgresType { PostgresType(oid: 3908, arrayOID: 3909, name: "tsrange") }
    /// `tstzrange`.
    public static var tstzrange: PostgresType { PostgresType(oid: 3910, arrayOID: 3911, name: "tstzrange") }
    /// `daterange`.
    public static var daterange: PostgresType { PostgresType(oid: 3912, arrayOID: 3913, name: "daterange") }
    /// `int8range`.
    public static var int8range: PostgresType { PostgresType(oid: 3926, arrayOID: 3927, name: "int8range") }
    /// `int4multirange`.
    public static var int4multirange: PostgresType {
        PostgresType(oid: 4451, arrayOID: 6150, name: "int4multirange")
    }
    /// `nummultirange`.
    public static var nummultirange: PostgresType {
        PostgresType(oid: 4532, arrayOID: 6151, name: "nummultirange")
    }
    /// `tsmultirange`.
    public static var tsmultirange: PostgresType {
        PostgresType(oid: 4533, arrayOID: 6152, name: "tsmultirange")
    }
    /// `tstzmultirange`.
    public static var tstzmultirange: PostgresType {
        PostgresType(oid: 4534, arrayOID: 6153, name: "tstzmultirange")
    }
    /// `datemultirange`.
    public static var datemultirange: PostgresType {
        PostgresType(oid: 4535, arrayOID: 6155, name: "datemultirange")
    }
    /// `int8multirange`.
    public static var int8multirange: PostgresType {
        PostgresType(oid: 4536, arrayOID: 6157, name: "int8multirange")
    }
}

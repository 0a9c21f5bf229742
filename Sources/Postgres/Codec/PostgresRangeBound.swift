/// A type over which PostgreSQL has ranges.
///
/// For a range type of the schema, wrap the bounds in a type of your own and give it `.named(…)` types.
public protocol PostgresRangeBound: PostgresCodable, Hashable {
    /// The type of the ranges.
    static var postgresRangeType: PostgresType { get }
    /// The type of the multiranges.
    static var postgresMultirangeType: PostgresType { get }
}

extension Int32: PostgresRangeBound {
    /// `int4range`.
    public static var postgresRangeType: PostgresType { .int4range }

    /// `int4multirange`.
    public static var postgresMultirangeType: PostgresType { .int4multirange }
}

extension Int64: PostgresRangeBound {
    /// `int8range`.
    public static var postgresRangeType: PostgresType { .int8range }

    /// `int8multirange`.
    public static var postgresMultirangeType: PostgresType { .int8multirange }
}

extension Int: PostgresRangeBound {
    /// `int8range`.
    public static var postgresRangeType: PostgresType { .int8range }

    /// `int8multirange`.
    public static var postgresMultirangeType: PostgresType { .int8multirange }
}

extension PostgresDate: PostgresRangeBound {
    /// `daterange`.
    public static var postgresRangeType: PostgresType { .daterange }

    /// `datemultirange`.
    public static var postgresMultirangeType: PostgresType { .datemultirange }
}

extension PostgresTimestamp: PostgresRangeBound {
    /// `tstzrange`.
    public static var postgresRangeType: PostgresType { .tstzrange }

    /// `tstzmultirange`.
    public static var postgresMultirangeType: PostgresType { .tstzmultirange }
}

extension PostgresNumeric: PostgresRangeBound {
    /// `numrange`.
    public static var postgresRangeType: PostgresType { .numrange }

    /// `nummultirange`.
    public static var postgresMultirangeType: PostgresType { .nummultirange }
}

extension PostgresDateTime: PostgresRangeBound {
    /// `tsrange`.
    public static var postgresRangeType: PostgresType { .tsrange }

    /// `tsmultirange`.
    public static var postgresMultirangeType: PostgresType { .tsmultirange }
}

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
    /// Whether it was made by ``array``; PostgreSQL has no arrays of arrays.
    let isArray: Bool

    /// Makes a type with fixed identifiers, such as those of an extension that is always created the same way.
    public init(oid: UInt32, arrayOID: UInt32, name: String) {
        self.init(oid: oid, arrayOID: arrayOID, name: name, isArray: false)
    }

    private init(oid: UInt32, arrayOID: UInt32, name: String, isArray: Bool) {
        self.oid = oid
        self.arrayOID = arrayOID
        self.name = name
        self.isArray = isArray
    }

    /// The first identifier of types that a schema creates; those below are the same in every database.
    static let firstOfSchema: UInt32 = 16_384

    /// A type of the schema, such as an enumeration or a composite type: the server infers it from the parameter's place.
    public static func named(_ name: String) -> PostgresType { PostgresType(oid: 0, arrayOID: 0, name: name) }

    /// The type of arrays over this one.
    public var array: PostgresType { PostgresType(oid: arrayOID, arrayOID: 0, name: name + "[]", isArray: true) }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// The wrapped type's.
    public static var postgresType: PostgresType { Wrapped.postgresType }

    /// Whether there is no value.
    @inlinable
    public var isPostgresNull: Bool {
        switch self {
        case .none: true
        case .some(let wrapped): wrapped.isPostgresNull
        }
    }

    /// Writes the wrapped value.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        if case .some(let wrapped) = self { try wrapped.encode(into: &buffer) }
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// Reads the wrapped value.
    @inlinable
    public init(from value: borrowing PostgresValue) throws(PostgresError) {
        self = .some(try Wrapped(from: value))
    }

    /// `nil`.
    @inlinable
    public static func fromPostgresNull() throws(PostgresError) -> Wrapped? { nil }
}

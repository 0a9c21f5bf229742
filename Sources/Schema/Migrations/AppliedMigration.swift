/// A step that a database has.
public struct AppliedMigration: Hashable, Sendable, Encodable {
    /// Its place in the order.
    public let number: Int
    /// What it was called.
    public let name: String
    /// The checksum of the file it was applied from.
    public let checksum: String
    /// When, as the server writes it.
    public let appliedAt: String
    /// The login that applied it.
    public let appliedBy: String

    /// How errors call it: `0002_tenancy`.
    public var title: String { Migration.title(number, name) }
}

/// Where a database stands beside a program.
public struct SchemaStatus: Hashable, Sendable {
    /// What the database has, in order.
    public let applied: [AppliedMigration]
    /// What the program carries and the database does not have yet, in order.
    public let pending: [Migration]

    /// Compares what a database has with what a program carries.
    ///
    /// - Throws: ``SchemaError`` if the database is newer, has a gap, or has a step from another file.
    public init(applied: [AppliedMigration], carried: [Migration]) throws(SchemaError) {
        for (index, migration) in carried.enumerated() where migration.number != index + 1 {
            throw SchemaError(
                .configuration, "this program's migrations skip number \(index + 1)",
                advice: "Build it again from a whole checkout.")
        }
        for (index, step) in applied.enumerated() {
            guard step.number == index + 1 else {
                throw SchemaError(
                    .configuration, "the database has no migration \(index + 1), but it has \(step.title)",
                    advice: "Restore the database from a backup: its bookkeeping was changed by hand.")
            }
            guard index < carried.count else {
                throw SchemaError(
                    .configuration, "the database is newer than this program: it has \(step.title)",
                    advice: "Use a newer sluse; this one knows migrations up to \(carried.last?.number ?? 0).")
            }
            guard step.checksum == carried[index].checksum, step.name == carried[index].name else {
                throw SchemaError(
                    .configuration, "migration \(carried[index].title) is not the one the database was made with",
                    advice: "Put the released file back; a change of the schema is a new migration.")
            }
        }
        self.applied = applied
        self.pending = Array(carried.dropFirst(applied.count))
    }
}

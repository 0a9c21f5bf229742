import Crypto

/// One numbered step of the schema: a file `sql/migrations/NNNN_name.sql`.
///
/// A step is never edited once a database has it: its checksum is kept there, and a difference stops everything.
public struct Migration: Hashable, Sendable {
    /// Its place in the order, from 1 without gaps.
    public let number: Int
    /// What it is about, such as `tenancy`.
    public let name: String
    /// The SQL.
    public let text: String
    /// SHA-256 of the file's bytes in hexadecimal digits.
    public let checksum: String

    /// Makes a step from the parts of its file.
    public init(number: Int, name: String, text: String) {
        self.number = number
        self.name = name
        self.text = text
        self.checksum = SHA256.hash(data: Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }

    /// Makes a step from a file; `nil` if the file is not called `NNNN_name.sql`.
    public init?(file: String, text: String) {
        guard let base = file.split(separator: "/").last, base.hasSuffix(".sql") else { return nil }
        let parts = base.dropLast(4).split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].count == 4, let number = Int(parts[0]), number > 0 else { return nil }
        self.init(number: number, name: String(parts[1]), text: text)
    }

    /// How errors call it: `0002_tenancy`.
    public var title: String { Self.title(number, name) }

    static func title(_ number: Int, _ name: String) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
    }
}

extension Migration {
    /// The steps this program carries, in order.
    public static let embedded: [Migration] = EmbeddedSQL.files
        .filter { $0.path.hasPrefix("migrations/") }
        .compactMap { Migration(file: $0.path, text: $0.text) }
        .sorted { $0.number < $1.number }

    /// The script that makes the roles of a cluster.
    static let roles: String = EmbeddedSQL.files.first { $0.path == "roles.sql" }?.text ?? ""

    /// A name for the whole sequence: two programs with the same one carry the same schema.
    public static func fingerprint(of migrations: [Migration] = embedded) -> String {
        let all = migrations.map(\.checksum).joined() + roles
        return String(Migration(number: 1, name: "all", text: all).checksum.prefix(16))
    }
}

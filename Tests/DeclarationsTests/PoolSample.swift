import Declarations

/// A small grammar of the kind the municipalities' files have.
struct PoolSample: Equatable {
    var name: String
    var capacity: Int
    var from: String
    var notices: [Int]
    var proposed: Bool
    var kind: Kind

    enum Kind: String, CaseIterable {
        case flexJob = "flex-job"
        case smallJob = "small-job"
    }

    struct BadDay: Error, CustomStringConvertible {
        let description = "February 2025 has 28 days"
    }

    static let pool = DeclarationKind<PoolSample>.mapping("a pool") { pool in
        let name = pool.required("name", .text)
        let capacity = pool.required("capacity", .integer(in: 1...500))
        let from = pool.required("from", .parsed("a date") { $0 == "2025-02-30" ? try Self.bad() : $0 })
        let notices = pool.optional("notices", .list(of: .integer), default: [])
        let proposed = pool.optional("proposed", .boolean)
        let kind = pool.required("kind", .choice(Kind.self))
        return {
            guard try capacity.get() != 13 else { throw pool.error(at: "capacity", "thirteen is not wanted") }
            guard try capacity.get() != 14 else { throw BadDay() }
            return try PoolSample(
                name: name.get(), capacity: capacity.get(), from: from.get(), notices: notices.get(),
                proposed: proposed.get() ?? false, kind: kind.get())
        }
    }

    static let file = DeclarationKind<[PoolSample]>.mapping("a municipality") { file in
        let pools = file.required("pools", .list(of: pool))
        return { try pools.get() }
    }

    static let valid = """
        # Ishøj's pools
        pools:
          - name: "Mikrofleks"
            capacity: 5
            from: 2025-01-01
            notices: [90, 30, 7]
            kind: flex-job
          - name: Småjob
            capacity: 10
            from: '2025-06-01'
            proposed: true
            kind: small-job
        """

    private static func bad() throws -> String { throw BadDay() }
}

/// Reads a text and gives the lines of what is wrong with it; none if nothing is.
func problems<Value: Sendable>(
    in text: String, as kind: DeclarationKind<Value>, reader: DeclarationReader = DeclarationReader()
) -> [String] {
    problems(in: Array(text.utf8), as: kind, reader: reader)
}

/// The same for bytes that may be no text.
func problems<Value: Sendable>(
    in bytes: [UInt8], as kind: DeclarationKind<Value>, reader: DeclarationReader = DeclarationReader()
) -> [String] {
    do {
        _ = try reader.read(bytes, named: "f.yaml", as: kind)
        return []
    } catch {
        return error.errors.map(\.description)
    }
}

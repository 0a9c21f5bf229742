import Declarations
import Postgres
import Tenancy

/// Finds pools by the names people type.
enum PoolLookup {
    /// A pool by its slug.
    static func find(_ slug: String, in tenant: TenantID, _ tx: inout Transaction) throws -> Pool {
        if let pool = try tx.first(PoolRepository.find(slug, in: tenant)) { return pool }
        let known = try tx.fetch(PoolRepository.all(in: tenant)).map(\.slug)
        let meant = closestMatch(to: slug, among: known).map { "Did you mean '\($0)'?" }
        throw Refusal.notFound(
            "pool", slug,
            advice: meant
                ?? (known.isEmpty
                    ? "Configure one under 'pools' in the municipality's file and `sluse apply` it."
                    : "There is \(known.joined(separator: ", "))."))
    }

    /// A pool by its slug, locked: what is read after this stays true until the transaction ends.
    static func lock(_ slug: String, in tenant: TenantID, _ tx: inout Transaction) throws -> Pool {
        let pool = try find(slug, in: tenant, &tx)
        try tx.execute(PoolRepository.lock(pool.id, in: tenant))
        return try tx.one(PoolRepository.find(pool.id, in: tenant))
    }
}

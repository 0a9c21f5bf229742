import Crypto
import Foundation
public import Postgres
public import Tenancy

/// Tells the keys that a database's citizens were sealed with from others.
///
/// Nothing else would: a token made with another key is simply one that nobody has, so everyone would be taken for new.
public enum KeyCheck {
    /// The version under which the key of the tokens is noted.
    private static let lookupVersion: Int32 = 0

    /// What is wrong with keys for this database.
    ///
    /// - Returns: `nil` if they are those that its citizens were sealed with, or if nobody was sealed yet.
    public static func problem(
        with keys: MunicipalityKeys, _ tx: inout Transaction
    ) throws(PostgresError) -> Refusal? {
        problem(with: keys, recorded: try KeyCheckRepository.values(in: keys.tenant, &tx))
    }

    /// - Throws: `Refusal` (`.configuration`) if they are not those that this database's citizens were sealed with.
    static func require(_ keys: MunicipalityKeys, _ tx: inout Transaction) throws {
        if let problem = try problem(with: keys, &tx) { throw problem }
    }

    /// Notes that citizens are sealed with these keys from now on, where that is not noted yet.
    static func record(_ keys: MunicipalityKeys, _ tx: inout Transaction) throws(PostgresError) {
        let recorded = try KeyCheckRepository.values(in: keys.tenant, &tx)
        let used = values(of: keys).filter { version, _ in
            [lookupVersion, keys.version].contains(version) && recorded[version] == nil
        }
        guard !used.isEmpty else { return }
        try KeyCheckRepository.insert(used, in: keys.tenant, &tx)
    }

    /// Compares keys with what was recorded by version.
    static func problem(with keys: MunicipalityKeys, recorded: [Int32: [UInt8]]) -> Refusal? {
        let values = values(of: keys)
        if recorded.contains(where: { values[$0.key] != nil && values[$0.key] != $0.value }) {
            return Refusal(
                .configuration,
                "\(keys.file) belongs to another database: the citizens of municipality \(keys.tenant) here were sealed with "
                    + "other keys", advice: advice)
        }
        guard let lacking = recorded.keys.filter({ values[$0] == nil }).min() else { return nil }
        return Refusal(
            .configuration,
            "\(keys.file) has no key 'seal \(lacking)', and citizens of municipality \(keys.tenant) were sealed with it",
            advice: advice)
    }

    private static let advice =
        "Put back the key file of this database from where you keep its copy, or name its folder with --keys or SLUSE_KEYS."

    /// What a database holds of these keys, by version.
    static func values(of keys: MunicipalityKeys) -> [Int32: [UInt8]] {
        var all = keys.sealing
        all[lookupVersion] = keys.lookup
        return Dictionary(
            uniqueKeysWithValues: all.map { ($0.key, value(of: $0.value, version: $0.key, tenant: keys.tenant)) })
    }

    /// A key of its own purpose is derived, so that what is stored says nothing about what the key makes elsewhere.
    private static func value(of key: SymmetricKey, version: Int32, tenant: TenantID) -> [UInt8] {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Array("\(tenant)|key_check|\(version)".utf8), outputByteCount: 32
        ).withUnsafeBytes { Array($0) }
    }
}

import Crypto
public import Tenancy

/// The secrets of one municipality: keys that wrap the persons' keys, one a version, and the key of the lookup tokens.
///
/// They come from a file (see ``KeyRing``), never go into SQL, and don't print themselves.
public struct MunicipalityKeys: Sendable {
    /// Whose keys they are.
    public let tenant: TenantID
    /// The keys that wrap persons' keys, by version.
    let sealing: [Int32: SymmetricKey]
    /// The version that new persons are sealed under: the highest.
    let version: Int32
    /// The key of the tokens by which a CPR number is found.
    let lookup: SymmetricKey
    /// The file they were read from, for messages.
    public let file: String

    /// - Returns: `nil` if there is no sealing key.
    init?(tenant: TenantID, sealing: [Int32: SymmetricKey], lookup: SymmetricKey, file: String = "the key file") {
        guard let version = sealing.keys.max() else { return nil }
        self.tenant = tenant
        self.sealing = sealing
        self.version = version
        self.lookup = lookup
        self.file = file
    }

    /// New keys from the system's generator.
    static func random(for tenant: TenantID) -> MunicipalityKeys? {
        MunicipalityKeys(
            tenant: tenant, sealing: [1: SymmetricKey(size: .bits256)], lookup: SymmetricKey(size: .bits256))
    }
}

extension MunicipalityKeys: CustomStringConvertible, CustomReflectable {
    /// Whose keys they are and their version; nothing secret.
    public var description: String { "keys of municipality \(tenant), version \(version)" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

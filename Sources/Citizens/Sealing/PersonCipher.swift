import Crypto
import Foundation
import Municipal
import Tenancy

/// Seals and opens the identities of one municipality.
///
/// Each person has a key of their own (AES-256-GCM). It seals the identity and is itself sealed under the municipality's
/// key; destroying it erases the person for good. What a ciphertext is about is authenticated with it: municipality,
/// table, column and number. So one that was moved to another row, column or municipality does not open.
struct PersonCipher: Sendable {
    let keys: MunicipalityKeys

    /// Why something did not open.
    enum Failure: Error, Equatable {
        /// The key file has no key of this version.
        case unknownVersion(Int32)
        /// It is not what was sealed for this row under these keys.
        case notAuthentic
    }

    /// Seals an identity under a new key.
    func seal(_ identity: Identity, as number: CitizenNumber) throws -> SealedIdentity {
        let personKey = SymmetricKey(size: .bits256)
        guard let wrapping = keys.sealing[keys.version] else { throw Failure.unknownVersion(keys.version) }
        let wrapped = try AES.GCM.seal(
            personKey.withUnsafeBytes { Data($0) }, using: wrapping, authenticating: context("wrapped_key", number))
        return SealedIdentity(
            sealed: try box(identity, number, personKey), wrappedKey: try combined(wrapped), keyVersion: keys.version)
    }

    /// Seals a corrected identity under the key the person has.
    func reseal(_ identity: Identity, as number: CitizenNumber, like before: SealedIdentity) throws -> SealedIdentity {
        let personKey = try unwrap(before, number)
        return SealedIdentity(
            sealed: try box(identity, number, personKey), wrappedKey: before.wrappedKey,
            keyVersion: before.keyVersion)
    }

    /// Opens an identity.
    ///
    /// - Throws: ``Failure``.
    func open(_ sealed: SealedIdentity, of number: CitizenNumber) throws -> Identity {
        let personKey = try unwrap(sealed, number)
        let plain = try opened(sealed.sealed, personKey, context("sealed", number))
        guard let identity = IdentityText.read(plain) else { throw Failure.notAuthentic }
        return identity
    }

    /// The keyed hash by which a CPR number is found; different in each municipality.
    func token(of cpr: CPRNumber) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(cpr.rawDigits().utf8), using: keys.lookup))
    }

    private func box(_ identity: Identity, _ number: CitizenNumber, _ personKey: SymmetricKey) throws -> [UInt8] {
        try combined(
            AES.GCM.seal(IdentityText.write(identity), using: personKey, authenticating: context("sealed", number)))
    }

    private func unwrap(_ sealed: SealedIdentity, _ number: CitizenNumber) throws -> SymmetricKey {
        guard let wrapping = keys.sealing[sealed.keyVersion] else { throw Failure.unknownVersion(sealed.keyVersion) }
        return SymmetricKey(data: try opened(sealed.wrappedKey, wrapping, context("wrapped_key", number)))
    }

    private func opened(_ bytes: [UInt8], _ key: SymmetricKey, _ context: [UInt8]) throws -> Data {
        do {
            return try AES.GCM.open(AES.GCM.SealedBox(combined: bytes), using: key, authenticating: context)
        } catch {
            throw Failure.notAuthentic
        }
    }

    private func combined(_ box: AES.GCM.SealedBox) throws -> [UInt8] {
        guard let bytes = box.combined else { throw Failure.notAuthentic }
        return Array(bytes)
    }

    private func context(_ column: StaticString, _ number: CitizenNumber) -> [UInt8] {
        Array("\(keys.tenant)|citizen|\(column)|\(number.rawValue)".utf8)
    }
}

/// What the database holds of an identity.
struct SealedIdentity: Sendable, Hashable {
    /// Nonce, ciphertext and tag of the identity under the person's key.
    let sealed: [UInt8]
    /// Nonce, ciphertext and tag of the person's key under the municipality's.
    let wrappedKey: [UInt8]
    /// Which of the municipality's keys that was.
    let keyVersion: Int32
}

/// The bytes that are sealed: a format number, ten digits, the name, and zeros up to a multiple of 64, so that the length of a
/// name does not show.
enum IdentityText {
    private static let format: UInt8 = 1
    private static let block = 64

    static func write(_ identity: Identity) -> [UInt8] {
        var bytes = [format] + Array(identity.cpr.rawDigits().utf8) + Array(identity.name.utf8)
        bytes += [UInt8](repeating: 0, count: (block - bytes.count % block) % block)
        return bytes
    }

    static func read(_ bytes: some Collection<UInt8>) -> Identity? {
        guard bytes.first == format, bytes.count >= 11 else { return nil }
        let digits = String(decoding: bytes.dropFirst().prefix(10), as: UTF8.self)
        let name = bytes.dropFirst(11).prefix { $0 != 0 }
        guard let cpr = try? CPRNumber(parsing: digits) else { return nil }
        return Identity(cpr: cpr, sealedName: String(decoding: name, as: UTF8.self))
    }
}

extension PersonCipher.Failure {
    /// The failure as a person sees it.
    func refusal(of number: CitizenNumber, in tenant: TenantID) -> Refusal {
        let why =
            switch self {
            case .unknownVersion(let version): "version \(version) of the key is not in the key file"
            case .notAuthentic: "it was sealed under other keys, or altered since"
            }
        return Refusal(
            .configuration, "\(number) in municipality \(tenant) can't be opened: \(why)",
            advice: "Use the key file that belongs to this database; --keys or SLUSE_KEYS say where it is.")
    }
}

import Crypto
import FoundationEssentials

/// The signature of a webhook: HMAC-SHA-256 over the time and the body, under a shared secret.
///
/// The header reads `t=1738368000,v1=5257a8…`. A receiver computes HMAC-SHA-256 over `1738368000.` followed by the body
/// as it came, compares it with `v1` in constant time, and refuses a time too far from its own clock.
struct WebhookSignature: Sendable {
    private let key: SymmetricKey

    init(_ secret: SecretFile) {
        key = SymmetricKey(data: secret.bytes)
    }

    /// The value of the header `Sluse-Signature`.
    ///
    /// - Parameters:
    ///   - body: The body, byte for byte.
    ///   - seconds: Seconds since 1970.
    func header(for body: [UInt8], at seconds: Int) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(seconds).".utf8) + body, using: key)
        return "t=\(seconds),v1="
            + code.map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }
}

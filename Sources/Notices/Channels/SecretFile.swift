import Glibc

/// A secret that stands in a file only its owner can read.
public struct SecretFile: Sendable {
    /// The secret, without line ends after it.
    let bytes: [UInt8]

    /// Reads a secret.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``ChannelSettingsError`` if the file can't be read, can be read by others than its owner, or holds fewer than
    ///   16 or more than 4,096 bytes.
    public init(path: String) throws(ChannelSettingsError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ChannelSettingsError("the secret file \(path) can't be read: \(SystemFailure.latest)")
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw ChannelSettingsError("the secret file \(path) is not a file")
        }
        guard facts.st_mode & 0o077 == 0 else {
            throw ChannelSettingsError("the secret file \(path) can be read by others; run: chmod 600 \(path)")
        }
        var content = [UInt8](repeating: 0, count: 4097)
        let count = content.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else {
            throw ChannelSettingsError("the secret file \(path) can't be read: \(SystemFailure.latest)")
        }
        content.removeLast(content.count - count)
        while let last = content.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { content.removeLast() }
        guard 16...4096 ~= content.count else {
            throw ChannelSettingsError(
                "the secret file \(path) holds \(content.count) bytes; make one with: openssl rand -hex 32 > \(path)")
        }
        bytes = content
    }
}

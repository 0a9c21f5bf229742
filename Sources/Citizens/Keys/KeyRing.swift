import Foundation
public import Tenancy

/// The municipalities' keys: one file each, in a folder outside the database.
///
/// Nothing is read before a key is asked for. A municipality without a file is no error: everything works that needs no
/// name and no CPR number.
///
/// ```swift
/// let ring = KeyRing(folder: "config/keys")
/// switch try ring.look(for: ishoj) {
/// case .found(let keys): …
/// case .absent(let why): output.note(why)
/// }
/// ```
public struct KeyRing: Sendable {
    /// What a search for a municipality's keys ends with.
    public enum Finding: Sendable {
        /// The keys.
        case found(MunicipalityKeys)
        /// One clause saying why there are none here, such as "there is no key file config/keys/0183.keys".
        case absent(String)
    }

    /// The folder, of mode 0700.
    public let folder: String

    /// Names a folder; it need not exist.
    public init(folder: String) {
        self.folder = folder
    }

    /// `config/keys` where there is a folder `config`, as in a checkout; else `/etc/sluse/keys`.
    public static var usualFolder: String {
        var status = stat()
        return stat("config", &status) == 0 && FileMode(status).isFolder ? "config/keys" : "/etc/sluse/keys"
    }

    /// Where a municipality's keys are or would be.
    public func path(of tenant: TenantID) -> String { "\(folder)/\(tenant).keys" }

    /// Looks for the keys of a municipality.
    ///
    /// - Returns: The keys, or why there are none that this login can read.
    /// - Throws: `Refusal` (`.configuration`) if others could read the file, or if it doesn't hold what it should.
    public func look(for tenant: TenantID) throws -> Finding {
        let path = path(of: tenant)
        var status = stat()
        guard lstat(folder, &status) == 0 else { return .absent(Self.reason(errno, path)) }
        try FileMode(status).requirePrivateFolder(folder)

        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ELOOP { throw Self.refused(path, "it is a symbolic link", "Put the file itself there.") }
            return .absent(Self.reason(errno, path))
        }
        defer { close(file) }
        guard fstat(file, &status) == 0 else { return .absent(Self.reason(errno, path)) }
        try FileMode(status).requirePrivateFile(path)
        let text = try BoundedFile.text(of: file, path: path, atMost: 65_536)
        do throws(KeyFile.Problem) {
            return .found(try KeyFile.read(text, of: tenant, path: path))
        } catch {
            throw Self.refused(
                path, "line \(error.line): \(error.clause)",
                "Put back the key file that belongs to this database, from where you keep its copy.")
        }
    }

    /// The keys of a municipality, for what can't be done without.
    ///
    /// - Parameters:
    ///   - tenant: The municipality.
    ///   - purpose: What they are needed for, such as "to look up a CPR number".
    /// - Returns: The keys.
    /// - Throws: `Refusal` (`.configuration`) if there are none.
    public func require(for tenant: TenantID, _ purpose: String) throws -> MunicipalityKeys {
        switch try look(for: tenant) {
        case .found(let keys): return keys
        case .absent(let why):
            throw Refusal(
                .configuration, "the keys of municipality \(tenant) are needed \(purpose), and \(why)",
                advice: "Say where they are with --keys or SLUSE_KEYS; sluse apply makes them with a new municipality.")
        }
    }

    static func refused(_ path: String, _ why: String, _ advice: String) -> Refusal {
        Refusal(.configuration, "the key file \(path) is not used: \(why)", advice: advice)
    }

    private static func reason(_ code: Int32, _ path: String) -> String {
        switch code {
        case ENOENT, ENOTDIR: "there is no key file \(path)"
        case EACCES, EPERM: "this login may not read \(path)"
        default: "\(path) can't be read (\(String(cString: strerror(code))))"
        }
    }
}

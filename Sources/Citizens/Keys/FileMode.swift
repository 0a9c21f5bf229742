import Foundation
import Tenancy

/// Who may read a file, and who owns it.
struct FileMode {
    private let status: stat

    init(_ status: stat) {
        self.status = status
    }

    var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }

    /// - Throws: `Refusal` if anyone but the owner may enter.
    func requirePrivateFolder(_ path: String) throws {
        guard isFolder else { throw Self.refused(path, "is no folder", "Make it one: mkdir -m 0700 \(path)") }
        try requirePrivate(path, mode: "0700")
    }

    /// - Throws: `Refusal` if anyone but the owner may read.
    func requirePrivateFile(_ path: String) throws {
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Self.refused(path, "is no regular file", "Put the key file itself there.")
        }
        try requirePrivate(path, mode: "0600")
    }

    private func requirePrivate(_ path: String, mode: String) throws {
        guard status.st_mode & 0o077 == 0 else {
            throw Self.refused(path, "is open to others than its owner", "Close it: chmod \(mode) \(path)")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 || geteuid() == 0 else {
            throw Self.refused(path, "belongs to somebody else", "Hand it over: chown \"$USER\" \(path)")
        }
    }

    private static func refused(_ path: String, _ what: String, _ advice: String) -> Refusal {
        Refusal(.configuration, "keys are not read from \(path): it \(what)", advice: advice)
    }
}

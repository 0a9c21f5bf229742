import Foundation
public import Tenancy

extension KeyRing {
    /// Makes the keys of a new municipality, unless it has some.
    ///
    /// The file is written beside its place, flushed to the disk, and put into place in one step that fails if there is one
    /// already: keys are never overwritten, whoever runs at the same time.
    ///
    /// - Parameter tenant: The municipality.
    /// - Returns: Whether keys were made; `false` if there were some.
    /// - Throws: `Refusal` (`.configuration`) if the folder is open to others or can't be written.
    @discardableResult
    public func make(for tenant: TenantID) throws -> Bool {
        try prepare()
        if case .found = try look(for: tenant) { return false }
        guard let keys = MunicipalityKeys.random(for: tenant) else { return false }

        let place = path(of: tenant)
        var name = Array("\(folder)/.\(tenant).XXXXXX".utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { throw Self.notWritten(place, errno) }
        defer {
            close(file)
            unlink(name)
        }
        guard fchmod(file, 0o600) == 0 else { throw Self.notWritten(place, errno) }
        try BoundedFile.write(KeyFile.text(keys), to: file, path: place)
        guard fsync(file) == 0 else { throw Self.notWritten(place, errno) }
        guard link(name, place) == 0 else {
            if errno == EEXIST { return false }
            throw Self.notWritten(place, errno)
        }
        try flushFolder()
        return true
    }

    /// Makes the folder, closed to everybody else, if it is not there yet.
    ///
    /// - Returns: Whether it was made.
    /// - Throws: `Refusal` (`.configuration`) if it is open to others or can't be made.
    @discardableResult
    public func prepare() throws -> Bool {
        var status = stat()
        if lstat(folder, &status) == 0 {
            try FileMode(status).requirePrivateFolder(folder)
            return false
        }
        let parent = String(folder.reversed().drop { $0 == "/" }.drop { $0 != "/" }.reversed())
        if !parent.isEmpty {
            do {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            } catch {
                throw Self.notWritten(folder, errno)
            }
        }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw Self.notWritten(folder, errno) }
        return true
    }

    private func flushFolder() throws {
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw Self.notWritten(folder, errno) }
        defer { close(opened) }
        guard fsync(opened) == 0 else { throw Self.notWritten(folder, errno) }
    }

    private static func notWritten(_ path: String, _ code: Int32) -> Refusal {
        Refusal(
            .configuration, "can't make \(path): \(String(cString: strerror(code)))",
            advice: "Name a folder that this login may write with --keys or SLUSE_KEYS.")
    }
}

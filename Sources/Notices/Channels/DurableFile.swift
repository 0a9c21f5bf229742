import Glibc

/// Files that are there in full or not at all, also after a power cut.
enum DurableFile {
    /// Writes a file under a name, in place of one that may have it.
    ///
    /// The bytes go to a hidden file beside it (`.name.….part`), which is flushed, renamed and the folder flushed. What
    /// a crash leaves behind is such a hidden file, never half a file under the real name.
    static func write(_ bytes: [UInt8], name: String, in folder: String) throws(SystemFailure) {
        try makeFolder(folder)
        let path = "\(folder)/\(name)"
        let hidden = "\(folder)/.\(name).\(getpid())-\(UInt32.random(in: .min ... .max)).part"
        let descriptor = open(hidden, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw .latest }
        do throws(SystemFailure) {
            try writeAll(bytes, to: descriptor)
            guard fsync(descriptor) == 0 else { throw .latest }
        } catch {
            close(descriptor)
            unlink(hidden)
            throw error
        }
        close(descriptor)
        guard rename(hidden, path) == 0 else {
            let failure = SystemFailure.latest
            unlink(hidden)
            throw failure
        }
        try flushFolder(folder)
    }

    /// Makes the folder and those above it, as far as they are missing.
    static func makeFolder(_ folder: String) throws(SystemFailure) {
        if mkdir(folder, 0o750) == 0 {
            return try flushFolder(parent(of: folder))
        }
        switch errno {
        case EEXIST: return
        case ENOENT where parent(of: folder) != folder:
            try makeFolder(parent(of: folder))
            try makeFolder(folder)
        default: throw .latest
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .latest }
            written += count
        }
    }

    private static func flushFolder(_ folder: String) throws(SystemFailure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .latest }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .latest }
    }
}

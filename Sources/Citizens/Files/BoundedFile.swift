import Foundation
import Tenancy

/// Reading and writing whole files through a descriptor, with a limit that is checked before anything is read.
public enum BoundedFile {
    /// All bytes of an open file.
    ///
    /// - Parameters:
    ///   - file: The descriptor; a pipe will do.
    ///   - path: What to call it in messages.
    ///   - limit: The most bytes to read.
    /// - Throws: `Refusal` if there are more than `limit`, or the file can't be read.
    public static func bytes(of file: Int32, path: String, atMost limit: Int) throws -> [UInt8] {
        var status = stat()
        let expected = fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
        guard expected <= limit else { throw tooLarge(path, limit) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { Foundation.read(file, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw Refusal(.noInput, "can't read \(path): \(String(cString: strerror(errno)))")
            }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limit else { throw tooLarge(path, limit) }
        }
    }

    /// The text of an open file; bytes that are no UTF-8 become a replacement character.
    static func text(of file: Int32, path: String, atMost limit: Int) throws -> String {
        String(decoding: try bytes(of: file, path: path, atMost: limit), as: UTF8.self)
    }

    /// Writes all of a text.
    ///
    /// - Throws: `Refusal` if the file can't take it, such as on a full disk.
    public static func write(_ text: String, to file: Int32, path: String) throws {
        var text = text
        try text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Foundation.write(file, rest.baseAddress, rest.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    throw Refusal(
                        .tryAgain, "can't write \(path): \(String(cString: strerror(errno)))",
                        advice: "Make room, or name another place.")
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
            }
        }
    }

    private static func tooLarge(_ path: String, _ limit: Int) -> Refusal {
        let size = limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit) bytes"
        return Refusal(
            .badData, "\(path) is larger than \(size) and was not read",
            advice: "Split it into smaller files, each beginning with the header line.")
    }
}

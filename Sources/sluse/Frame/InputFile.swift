import Citizens
import Foundation
import Municipal
import Tenancy

/// Files that a command reads whole.
enum InputFile {
    /// All bytes of a file, or of standard input for `-`.
    ///
    /// - Throws: `Refusal`: `.noInput` if there is no such file or it is a folder, `.badData` if it is larger than `limit`, before it is read.
    static func bytes(_ path: String, atMost limit: Int) throws -> [UInt8] {
        guard path != "-" else { return try BoundedFile.bytes(of: 0, path: name(path), atMost: limit) }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw Refusal(
                .noInput, "can't read \(Redaction.quoted(path)): \(String(cString: strerror(errno)))",
                advice: "Check the name, from the folder you are in.")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else {
            throw Refusal(.noInput, "\(Redaction.quoted(path)) is a folder", advice: "Name a file in it.")
        }
        return try BoundedFile.bytes(of: file, path: name(path), atMost: limit)
    }

    /// Writes all of a text.
    static func write(_ text: String, to file: Int32, name: String) throws {
        try BoundedFile.write(text, to: file, path: name)
    }

    /// What to call a file in messages: its name without folders.
    static func name(_ path: String) -> String {
        path == "-" ? "standard input" : Redaction.masked(path.split(separator: "/").last.map(String.init) ?? path)
    }
}

/// Standard input that is no terminal.
enum StandardInput {
    /// The first lines, without line ends.
    ///
    /// - Throws: `Refusal` if there is more than 64 KiB, or if it is no UTF-8 text.
    static func lines(atMost count: Int) throws -> [String] {
        let bytes = try BoundedFile.bytes(of: 0, path: "standard input", atMost: 65_536)
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(.badData, "standard input is not UTF-8 text")
        }
        let body = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        return body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(count).map(String.init)
    }
}

import Foundation
import Yams

/// Reads one declarative file strictly: what it does not understand it refuses, with the place.
///
/// ```swift
/// let municipality = try DeclarationReader().read(contentsOf: "config/ishoj.yaml", as: MunicipalityDeclaration.kind)
/// ```
///
/// A file is one YAML document in UTF-8. Anchors, aliases, merge keys, tags, directives and keys that are not words
/// are refused: no such file needs them, and they are how a small file becomes a large one.
public struct DeclarationReader: Sendable {
    /// The largest file that is read, in bytes.
    public let maximumBytes: Int

    /// Makes a reader.
    ///
    /// - Parameter maximumBytes: The largest file that is read; one mebibyte is some 20,000 lines.
    public init(maximumBytes: Int = 1 << 20) {
        self.maximumBytes = maximumBytes
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file, named as errors should name it.
    ///   - kind: What the file describes.
    /// - Returns: What the file says.
    /// - Throws: ``DeclarationFailure`` with everything that is wrong.
    public func read<Value: Sendable>(
        contentsOf path: String, as kind: DeclarationKind<Value>
    ) throws(DeclarationFailure) -> Value {
        try read(try bytes(of: path), named: path, as: kind)
    }

    /// Reads what stands in a file.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - file: What errors call the file.
    ///   - kind: What the file describes.
    /// - Returns: What the content says.
    /// - Throws: ``DeclarationFailure`` of the kind `refused`.
    public func read<Value: Sendable>(
        _ bytes: [UInt8], named file: String, as kind: DeclarationKind<Value>
    ) throws(DeclarationFailure) -> Value {
        let root: Node
        do {
            let text = try DeclarationText(bytes, file: file, maximumBytes: maximumBytes)
            root = try text.root()
        } catch {
            throw DeclarationFailure(.refused, [error])
        }
        let findings = Findings(file: file)
        let value = kind.read(root, findings)
        guard let value, findings.errors.isEmpty else {
            throw DeclarationFailure(.refused, findings.errors)
        }
        return value
    }

    private func bytes(of path: String) throws(DeclarationFailure) -> [UInt8] {
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            // One byte more than is allowed tells too much from just enough, however large the file is.
            return [UInt8](try file.read(upToCount: maximumBytes + 1) ?? Data())
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile || error.code == .fileNoSuchFile {
            throw DeclarationFailure(.noSuchFile, [error.declared(in: path, "there is no such file")])
        } catch {
            let isFolder = (try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
            let why = isFolder ? "this is a folder; name a file in it" : "this file can't be read by this user"
            throw DeclarationFailure(.unreadable, [error.declared(in: path, why)])
        }
    }
}

extension Error {
    fileprivate func declared(in path: String, _ message: String) -> DeclarationError {
        DeclarationError(at: DeclarationPlace(file: path, line: 1, column: 1), message)
    }
}

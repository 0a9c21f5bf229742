import Foundation

/// The checkout these tests were built from, as text.
enum Checkout {
    /// The folder with `Package.swift`.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file of the checkout that can be read as text.
    struct File: CustomStringConvertible {
        /// From the root, with slashes.
        let path: String
        let text: String

        var name: String { String(path.split(separator: "/").last ?? "") }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var description: String { path }
    }

    /// What a build, a cluster or git makes; none of it is part of the project.
    private static let made: Set = [".build", ".git", ".sluse", "bin", ".swiftpm"]

    /// Every text file under some folder, or under the root.
    static func files(under folder: String = "") throws -> [File] {
        let start = folder.isEmpty ? root : root.appending(path: folder)
        var found: [File] = []
        try collect(start, folder, &found)
        return found.sorted { $0.path < $1.path }
    }

    private static func collect(_ folder: URL, _ path: String, _ found: inout [File]) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where !made.contains(name) {
            let url = folder.appending(path: name)
            let below = path.isEmpty ? name : path + "/" + name
            let values = try url.resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
            if values.isSymbolicLink == true { continue }
            if values.isDirectory == true {
                try collect(url, below, &found)
            } else if let text = try String(validating: Data(contentsOf: url), as: UTF8.self) {
                found.append(File(path: below, text: text))
            }
        }
    }
}
